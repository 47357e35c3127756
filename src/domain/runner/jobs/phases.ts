import type { End } from './job-end.ts';
import type { ExecutorRecord, JobRecord } from './job-record.ts';

/**
 * A stretch of a job's time, in this order:
 * - `queue`: it waited in GitLab
 * - `pickup`: the manager had it, and did not look for an executor yet
 * - `launch`: until EC2 launched the executor it got
 * - `boot`: until that executor was ready
 * - `connect`: until the manager turned to it
 * - `executor`: all from `launch` to `connect`, where the log does not tell them apart
 * - `run`: the rest: connecting, pulling its image, its scripts
 */
export type PhaseKind = 'queue' | 'pickup' | 'launch' | 'boot' | 'connect' | 'executor' | 'run';

/** Those from the manager's hand to an executor. */
export const executorPhases = ['pickup', 'launch', 'boot', 'connect', 'executor'] as const;

/** From and to in epoch milliseconds. */
export interface Phase {
  kind: PhaseKind;
  from: number;
  to: number;
}

/** What is needed besides the job's own record. */
export interface PhaseFacts {
  executor?: ExecutorRecord | undefined;
  end?: End | undefined;
  now: number;
  /** Does the stack's executor kind give each job an instance that the log names? */
  namesExecutors: boolean;
}

type Mark = readonly [at: number | undefined, ends: PhaseKind];

/** The phases of a job: none negative, none overlapping, together the whole of it as far as the log tells. */
export function phasesOf(job: JobRecord, facts: PhaseFacts): Phase[] {
  const end = facts.end?.at ?? Math.max(facts.now, job.lastSeenAt);
  const marks = [
    ...waitMarks(job),
    ...executorMarks(job, facts.executor),
    [end, lastPhase(job, facts)] as const,
  ];
  let from = Math.min(startOf(job, facts.end), end);
  return marks.flatMap(([at, kind]) => {
    if (at === undefined) return [];
    // Clocks of GitLab, EC2 and the manager differ: no mark lies before the one it follows.
    const to = Math.min(Math.max(at, from), end);
    const phase = { kind, from, to };
    from = to;
    return [phase];
  });
}

function startOf(job: JobRecord, end: End | undefined): number {
  const { receivedAt, queuedSeconds = 0, durationSeconds, firstSeenAt } = job;
  if (receivedAt !== undefined) return receivedAt - Math.max(0, Math.round(queuedSeconds * 1000));
  // The log began later, but the job's last line tells how long the manager had it.
  const had =
    durationSeconds !== undefined && end ? end.at - Math.round(durationSeconds * 1000) : firstSeenAt;
  return Math.min(had, firstSeenAt);
}

const waitMarks = ({ receivedAt, queuedSeconds, preparingAt }: JobRecord): Mark[] => [
  [queuedSeconds === undefined ? undefined : receivedAt, 'queue'],
  [receivedAt === undefined ? undefined : preparingAt, 'pickup'],
];

function executorMarks(job: JobRecord, executor: ExecutorRecord | undefined): Mark[] {
  if (job.connectedAt === undefined) return [];
  if (executor?.readyAt === undefined) return [[job.connectedAt, 'executor']];
  return [
    [executor.launchedAt, 'launch'],
    [executor.readyAt, 'boot'],
    [job.connectedAt, 'connect'],
  ];
}

/** A job without an executor waits for one, unless its executor kind names none or the log began too late to tell. */
function lastPhase({ connectedAt, receivedAt }: JobRecord, { namesExecutors }: PhaseFacts): PhaseKind {
  const waits = namesExecutors && connectedAt === undefined && receivedAt !== undefined;
  return waits ? 'executor' : 'run';
}

/** Seconds in these phases. */
export const secondsIn = (phases: readonly Phase[], ...kinds: readonly PhaseKind[]): number =>
  phases.reduce((sum, { kind, from, to }) => sum + (kinds.includes(kind) ? to - from : 0), 0) / 1000;
