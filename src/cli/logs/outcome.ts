import { GlfrError } from '../../domain/error.ts';
import { exitCode } from '../../domain/exit-code.ts';
import type { TailResult } from '../../operations/tail-input.ts';
import { count } from '../../ui/words.ts';
import type { LogsFlags } from './flags.ts';

/** A word about what is not there to be seen: lines left out, or none at all. */
export function afterwards(flags: LogsFlags, { lines, hidden, read }: TailResult): readonly string[] {
  const left = hidden > 0 ? [`${count(hidden, 'routine line')} left out; --noise shows them`] : [];
  if (lines > 0 || flags.follow) return left;
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
  const about = aboutOf(flags);
  const isNarrower = flags.grep || flags.exclude || flags.level || flags.filter;
  if (result.lines > 0 || flags.follow || about === undefined || isNarrower) return;
  throw new GlfrError({
    code: 'logs.nothing-about',
    message: `No log line ${stretch(flags)} is about ${about}.`,
    suggestions: [`glfr logs --${about.replace(' ', ' ')} --since 14d`, 'glfr executors ls --all'],
    exitCode: exitCode.notFound,
  });
}

function aboutOf({ job, executor, project }: LogsFlags): string | undefined {
  const parts = Object.entries({ job, executor, project }).filter(([, value]) => value !== undefined);
  return parts.length === 0 ? undefined : parts.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** How far back was looked, in words. */
function stretch(flags: LogsFlags): string {
  if (flags.task !== undefined) return `of task ${flags.task}`;
  if (flags.previous) return 'of the manager before';
  if (flags.since !== undefined) return `since ${flags.since}`;
  if (flags.lines !== undefined) return 'in the log';
  return aboutOf(flags) === undefined ? 'in the last 10 minutes' : 'in the last 24 hours';
}
