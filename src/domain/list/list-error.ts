import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';

/** A word that a flag does not know, with the words it knows. */
export const listError = (flag: 'columns' | 'sort', word: string, known: readonly string[]): GlfrError =>
  new GlfrError({
    code: flag === 'sort' ? 'sort.unknown' : 'columns.unknown',
    message: `--${flag}: ${word === '' ? 'there is nothing in it' : `there is no ${word}`}.`,
    suggestions: [`--${flag} with one or several of: ${known.join(', ')}`],
    exitCode: exitCode.usage,
  });
