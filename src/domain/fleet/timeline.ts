import { executorEvent } from '../runner/executor-event.ts';
import { numberField } from '../runner/fields.ts';
import { type JobOutcome, jobEvent } from '../runner/job-event.ts';
import type { LogLine } from '../runner/log-line.ts';
import type { Instance } from './instance.ts';

/** One thing that happened to a machine. `time` in epoch milliseconds. */
export type Moment = { time: number } & (
  | { what: 'launched' | 'discovered' | 'given-up' | 'lost' | 'ended' }
  | { what: 'ready'; bootSeconds?: number }
  | { what: 'job-taken'; job: number; project?: string; queuedSeconds?: number }
  | { what: 'job-started'; job: number; project?: string }
  | { what: 'job-ended'; job: number; outcome: JobOutcome; seconds?: number; failure?: string }
);

/** A line of the manager's log, read. */
export interface ReadLine {
  time: number;
  line: LogLine;
  text: string;
}

/** The jobs a machine was given, by the lines that name both. */
export function jobsOn(names: readonly string[], lines: readonly ReadLine[]): Set<number> {
  const jobs = new Set<number>();
  for (const { line } of lines) {
    const event = line.kind === 'runner' ? jobEvent(line) : undefined;
    if (event?.kind === 'started' && names.includes(event.executorId)) jobs.add(event.id);
  }
  return jobs;
}

/** Every machine that the lines name. */
export function namesIn(lines: readonly ReadLine[]): string[] {
  const names = lines.flatMap(({ line }) => {
    const executor = line.kind === 'runner' ? executorEvent(line) : undefined;
    const event = line.kind === 'runner' ? jobEvent(line) : undefined;
    return [...(executor?.ids ?? []), ...(event?.kind === 'started' ? [event.executorId] : [])];
  });
  return [...new Set(names)];
}

/** The lines about a machine: those that name it, and those about its jobs. */
export function linesAbout(
  names: readonly string[],
  jobs: ReadonlySet<number>,
  lines: readonly ReadLine[],
): ReadLine[] {
  return lines.filter(({ line, text }) => {
    if (names.some((name) => text.includes(name))) return true;
    const job = line.kind === 'runner' ? numberField(line, 'job') : undefined;
    return job !== undefined && jobs.has(job);
  });
}

/** The life of a machine, oldest first: EC2's launch and end, and between them what the manager wrote. */
export function timelineOf(
  instance: Pick<Instance, 'launchedAt' | 'endedAt'>,
  names: readonly string[],
  lines: readonly ReadLine[],
): Moment[] {
  const jobs = jobsOn(names, lines);
  const moments = lines.flatMap((line) => momentsOf(line, names, jobs));
  const { launchedAt, endedAt } = instance;
  const own: Moment[] = [
    ...(launchedAt === undefined ? [] : [{ time: launchedAt, what: 'launched' as const }]),
    ...(endedAt === undefined ? [] : [{ time: endedAt, what: 'ended' as const }]),
  ];
  const seen = new Set<string>();
  return [...own, ...moments]
    .toSorted((a, b) => orderOf(a) - orderOf(b))
    .filter((moment) => {
      // A manager finds and gives up a machine again and again; the first time is what counts.
      const key = `${moment.what} ${'job' in moment ? moment.job : ''}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

/** EC2 tells the end in whole seconds, so it may have come after all that the manager wrote in that second. */
const orderOf = ({ time, what }: Moment): number => (what === 'ended' ? time + 999 : time);

const executorMoments = {
  discovered: 'discovered',
  ready: 'ready',
  removed: 'given-up',
  lost: 'lost',
} as const;

function momentsOf({ time, line }: ReadLine, names: readonly string[], jobs: ReadonlySet<number>): Moment[] {
  if (line.kind === 'other') return [];
  const executor = executorEvent(line);
  if (executor?.ids.some((id) => names.includes(id))) {
    const what = executorMoments[executor.kind];
    const bootSeconds = executor.kind === 'ready' ? executor.bootSeconds : undefined;
    return [{ time, what, ...(bootSeconds !== undefined && { bootSeconds }) }];
  }
  const event = jobEvent(line);
  if (!event || !jobs.has(event.id)) return [];
  const { projectFullPath, queuedSeconds, durationSeconds, failureReason } = event.facts;
  const project = projectFullPath === undefined ? {} : { project: projectFullPath };
  const about = { time, job: event.id };
  switch (event.kind) {
    case 'added':
      return [
        { ...about, what: 'job-taken', ...project, ...(queuedSeconds !== undefined && { queuedSeconds }) },
      ];
    case 'started':
      return names.includes(event.executorId) ? [{ ...about, what: 'job-started', ...project }] : [];
    case 'ended':
      return [
        {
          ...about,
          ...{ what: 'job-ended', outcome: event.outcome },
          ...(durationSeconds !== undefined && { seconds: durationSeconds }),
          ...(failureReason !== undefined && { failure: failureReason }),
        },
      ];
    case 'removed':
      return [];
  }
}
