import { type ExitCode, exitCode } from './exit-code.ts';
import { redact } from './redact.ts';

interface ErrorDetails {
  /** Stable, readable name such as `stack.not-found`; part of the `--json` contract. */
  code: string;
  /** One sentence: what happened and why. */
  message: string;
  /** What to type or do next, most useful first. */
  suggestions?: readonly string[];
  exitCode?: ExitCode;
  cause?: unknown;
}

/** An error the user can act on. Secrets are redacted here, so no later printer has to remember to. */
export class GlfrError extends Error {
  readonly code: string;
  readonly suggestions: readonly string[];
  readonly exitCode: ExitCode;

  constructor(details: ErrorDetails) {
    super(redact(details.message), { cause: details.cause });
    this.name = 'GlfrError';
    this.code = details.code;
    this.suggestions = (details.suggestions ?? []).map(redact);
    this.exitCode = details.exitCode ?? exitCode.failed;
  }

  /** The same error with its suggested commands put as they can be typed here. */
  retyped(retype: (suggestion: string) => string): GlfrError {
    const { code, message, exitCode: exit, cause, suggestions } = this;
    return new GlfrError({ code, message, exitCode: exit, cause, suggestions: suggestions.map(retype) });
  }
}

/** The user's Ctrl-C, as every layer tells of it. */
export const interrupted = (cause?: unknown): GlfrError =>
  new GlfrError({
    code: 'interrupted',
    message: 'Interrupted.',
    exitCode: exitCode.interrupted,
    cause,
  });

/** Narrow an unknown error to a GlfrError with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): error is GlfrError {
  return error instanceof GlfrError && codes.includes(error.code);
}

/** Does it pass by itself? Who looks again and again bears it, and says so. */
export function passesByItself(error: unknown): error is GlfrError {
  const aws = ['aws.throttled', 'aws.unavailable', 'aws.unreachable'];
  return hasCode(error, ...aws, 'gitlab.unreachable', 'gitlab.server-error');
}
