import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';

/** How far a rotation came before it failed. */
export type Reached = 'nothing' | 'asked' | 'reset' | 'executing';

/** Which of these events brings a rotation further. */
export function reachedWith(event: GlfrEvent, before: Reached): Reached {
  if (event.type === 'phase.started' && event.phase === 'runner') return 'asked';
  if (event.type === 'runner.token-reset') return 'reset';
  return event.type === 'stack.started' && before === 'reset' ? 'executing' : before;
}

/**
 * The error of a rotation that failed, with what became of both tokens: the old one is dead once GitLab has made a new
 * one, and a stack that is rolled back holds the dead one.
 */
export function rotateFault(error: unknown, reached: Reached, stackName: string): unknown {
  if (!(error instanceof GlfrError)) return error;
  const again = `glfr runner rotate --stack ${stackName}`;
  if (reached === 'reset') return dead(error, again);
  if (reached === 'executing') {
    if (error.code === 'stack.failed') return dead(error, again);
    return isUnfinished(error) ? underWay(error, again) : error;
  }
  if (error.code === 'interrupted') return untouched(stackName, again);
  return reached === 'asked' && isSilence(error) ? unknownReset(error, again) : error;
}

/** GitLab may have done what was asked, and only its answer was lost. */
const isSilence = (error: GlfrError): boolean =>
  hasCode(error, 'gitlab.unreachable', 'gitlab.server-error', 'gitlab.unexpected-answer');

/** The update goes on in AWS, with the new token. */
const isUnfinished = ({ code }: GlfrError): boolean =>
  ['interrupted', 'deploy.in-progress'].includes(code) || code.startsWith('aws.');

const untouched = (stackName: string, again: string) =>
  new GlfrError({
    code: 'interrupted',
    message: `Interrupted before anything was changed in GitLab or in the stack ${stackName}.`,
    suggestions: [again],
    exitCode: exitCode.interrupted,
  });

const unknownReset = (error: GlfrError, again: string) =>
  saying(
    error,
    'It is not known whether GitLab made a new token; if it did, the stack holds one that it refuses.',
    [again, ...error.suggestions],
  );

const dead = (error: GlfrError, again: string) => {
  const isInterrupt = error.code === 'interrupted';
  const { message, suggestions, exitCode: exit, cause } = error;
  return new GlfrError({
    code: isInterrupt ? error.code : 'runner.rotation-failed',
    message: `${message} GitLab had made a new token by then, so the stack holds one that GitLab refuses: jobs that run go on, but no new ones start until a new token is in the stack.`,
    suggestions: [`${again} (makes another one)`, ...(isInterrupt ? [] : suggestions)],
    exitCode: exit,
    cause,
  });
};

const underWay = (error: GlfrError, again: string) =>
  saying(error, 'GitLab refuses the old token already: no new jobs start until the update is done.', [
    ...error.suggestions,
    `${again} (only if the update fails)`,
  ]);

const saying = (
  { message, exitCode: exit, cause, code }: GlfrError,
  more: string,
  suggestions: readonly string[],
) => new GlfrError({ code, message: `${message} ${more}`, suggestions, exitCode: exit, cause });
