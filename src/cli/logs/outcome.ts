import { GlfrError } from '../../domain/error.ts';
import { exitCode } from '../../domain/exit-code.ts';
import type { TailResult } from '../../operations/tail-input.ts';
import { count } from '../../ui/words.ts';
import type { LogsFlags } from './flags.ts';

/** A word about what is not there to be seen: lines left out, or none at all. */
export function afterwards(flags: LogsFlags, result: TailResult): readonly string[] {
  const { lines, hidden, read } = result;
  // Of the last lines more is read than shown, so a number would say nothing.
  const routine = flags.lines === undefined ? count(hidden, 'routine line') : 'routine lines';
  const left = hidden > 0 ? [`${routine} left out; --noise shows them`] : [];
  if (lines > 0 || flags.follow || flags.lines === 0) return left;
  if (findsNothing(flags, result)) return [];
  if (read > 0) return [`none of ${count(read, 'line')} ${stretch(flags)} is wanted`, ...left];
  return [`no log line ${stretch(flags)}${flags.since ? '' : '; --since 1d goes further back'}`];
}

/** Errors: `logs.nothing-about` (3), `logs.still-running` (6). */
export function judge(flags: LogsFlags, result: TailResult): void {
  if (result.ended === 'timeout' && flags['exit-when-stopped'])
    throw new GlfrError({
      code: 'logs.still-running',
      message: `The manager's task has not stopped within ${flags.timeout}.`,
      suggestions: ['glfr status', 'glfr logs --follow --exit-when-stopped'],
      exitCode: exitCode.stillInProgress,
    });
  if (!findsNothing(flags, result)) return;
  const about = aboutOf(flags);
  throw new GlfrError({
    code: 'logs.nothing-about',
    message: `No log line ${stretch(flags)} is about ${about.map((one) => one.join(' ')).join(' and ')}.`,
    suggestions: [
      `glfr logs ${about.map(([name, value]) => `--${name} ${value}`).join(' ')} --since 14d`,
      'glfr executors ls --all',
    ],
    exitCode: exitCode.notFound,
  });
}

/** A job, executor or project of which there is no line at all, whatever else was asked for. */
function findsNothing(flags: LogsFlags, { lines }: TailResult): boolean {
  const isNarrower = flags.grep || flags.exclude || flags.level || flags.filter;
  return lines === 0 && !flags.follow && !isNarrower && aboutOf(flags).length > 0;
}

function aboutOf({ job, executor, project }: LogsFlags): [name: string, value: string | number][] {
  return Object.entries({ job, executor, project }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
}

/** How far back was looked, in words. */
function stretch(flags: LogsFlags): string {
  if (flags.task !== undefined) return `of task ${flags.task}`;
  if (flags.previous) return 'of the manager before';
  if (flags.since !== undefined) return `since ${flags.since}`;
  if (flags.lines !== undefined) return 'in the log';
  return aboutOf(flags).length === 0 ? 'in the last 10 minutes' : 'in the last 24 hours';
}
