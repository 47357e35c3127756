import { GlfrError } from '../../domain/error.ts';
import { exitCode } from '../../domain/exit-code.ts';

/** Wrong input, told in one sentence with what would be right. */
export const refuse = (code: string, message: string, ...suggestions: string[]): GlfrError =>
  new GlfrError({ code, message, suggestions, exitCode: exitCode.usage });
