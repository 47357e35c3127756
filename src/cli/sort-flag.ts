import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { againWithout } from '../domain/typed-command.ts';

/** No flag of one letter, as in `--sort -o id`. */
const isColumn = /^-[a-z]{2}/i;

/** The value of `--sort` is a text whatever it begins with; oclif's own parsing keeps the space of `withSortKey`. */
export const parseSortFlag = async (text: string): Promise<string> => text.trim();

/**
 * Of `--sort=-age` oclif would take `-age` for the flag `-a`; behind a space it is a value. `--sort -age` cannot be told
 * from two flags, so it is refused with the command that was meant. Error: `usage` (2).
 */
export function withSortKey(argv: readonly string[]): string[] {
  const at = argv.findIndex((word, index) => word === '--sort' && isColumn.test(argv[index + 1] ?? ''));
  if (at >= 0) throw needsEquals(argv[at + 1] ?? '');
  return argv.map((word) => word.replace(/^--sort=-/, '--sort= -'));
}

const needsEquals = (value: string): GlfrError =>
  new GlfrError({
    code: 'usage',
    message: `--sort ${value}: what begins with - is taken for a flag, unless it follows --sort with an =.`,
    suggestions: [`${againWithout('--sort')} --sort=${value}`],
    exitCode: exitCode.usage,
  });
