import { iso } from '../../iso.ts';
import { endOf } from './job-end.ts';
import type { JobEnd, JobLog, JobRecord } from './job-record.ts';
import { executorPhases, type Phase, phasesOf, secondsIn } from './phases.ts';

/** `waiting`: it has no executor yet; `ended`: it left the manager's list, and no line said how. */
export type JobState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'ended';

/** One job of `glfr jobs`; what the log does not tell is left out. */
export interface JobRow {
  id: number;
  /** The full path, or the number where the log has no path. */
  project?: string;
  projectId?: number;
  pipelineId?: number;
  state: JobState;
  result?: JobEnd;
  failureReason?: string;
  exitCode?: number;
  executorId?: string;
  /** Waited in GitLab. */
  queueSeconds?: number;
  /** From the manager's hand to an executor: launch, boot and connection. */
  bootSeconds?: number;
  runSeconds?: number;
  /** ISO 8601, as all times. */
  pickedUpAt?: string;
  endedAt?: string;
  /** Since the manager had it. */
  ageSeconds: number;
}

export interface RowOptions {
  now: number;
  namesExecutors: boolean;
}

/** The jobs of a log, running ones first, then by when they were picked up, newest first. */
export function jobRows(log: JobLog, options: RowOptions): JobRow[] {
  const rows = [...log.jobs.values()].map((job) => jobRow(job, log, options));
  return rows.toSorted(
    (a, b) => Number(isOver(a)) - Number(isOver(b)) || a.ageSeconds - b.ageSeconds || b.id - a.id,
  );
}

export const isOver = ({ state }: Pick<JobRow, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running';

/** The phases of one job of the log. */
export function phasesIn(job: JobRecord, log: JobLog, options: RowOptions): Phase[] {
  const executor = job.executorId === undefined ? undefined : log.executors.get(job.executorId);
  return phasesOf(job, { ...options, executor, end: endOf(job, log) });
}

export function jobRow(job: JobRecord, log: JobLog, options: RowOptions): JobRow {
  const end = endOf(job, log);
  const phases = phasesIn(job, log, options);
  const project = job.projectFullPath ?? job.project?.toString();
  const pickedUpAt = job.receivedAt;
  const isConnected = job.connectedAt !== undefined;
  const runs = isConnected || end !== undefined || !options.namesExecutors;
  return {
    id: job.id,
    ...(project !== undefined && { project }),
    ...(job.project !== undefined && { projectId: job.project }),
    ...(job.pipelineId !== undefined && { pipelineId: job.pipelineId }),
    state: stateOf(end?.outcome, phases),
    ...(end && { result: end.outcome }),
    ...(job.failureReason !== undefined && { failureReason: job.failureReason }),
    ...(job.exitCode !== undefined && { exitCode: job.exitCode }),
    ...(job.executorId !== undefined && { executorId: job.executorId }),
    ...(job.queuedSeconds !== undefined && { queueSeconds: Math.max(0, job.queuedSeconds) }),
    ...(pickedUpAt !== undefined && isConnected && { bootSeconds: secondsIn(phases, ...executorPhases) }),
    ...(runs && isKnown(phases) && { runSeconds: secondsIn(phases, 'run') }),
    ...(pickedUpAt !== undefined && { pickedUpAt: iso(pickedUpAt) }),
    ...(end && { endedAt: iso(end.at) }),
    ageSeconds: Math.max(0, options.now - (pickedUpAt ?? job.firstSeenAt)) / 1000,
  };
}

const isKnown = (phases: readonly Phase[]): boolean => phases.at(-1)?.kind === 'run';

function stateOf(outcome: JobEnd | undefined, phases: readonly Phase[]): JobState {
  if (outcome === undefined) return phases.at(-1)?.kind === 'executor' ? 'waiting' : 'running';
  if (outcome === 'success') return 'succeeded';
  return outcome === 'unknown' ? 'ended' : 'failed';
}
