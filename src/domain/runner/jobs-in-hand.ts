import type { Activity } from './activity.ts';

type Job = Activity['jobs'] extends Map<number, infer One> ? One : never;

/** A job that a manager has. */
export interface JobInHand {
  id: number;
  /** The full path, or the number where the log has no path. */
  project?: string;
  /** Since the manager took it. */
  seconds: number;
}

/** What became of a job. `killed`: its manager went before it ended; `unknown`: no line of the log says how it ended. */
export type JobFate = 'succeeded' | 'failed' | 'killed' | 'running' | 'unknown';

/** GitLab's word for a job whose manager was told to abort it (common/build.go). */
const aborted = 'runner_interrupted';

/** What a manager has in hand by its log, the oldest job first. `now` in epoch milliseconds. */
export function jobsInHand({ jobs }: Activity, now: number): JobInHand[] {
  return inHand(
    [...jobs.values()].filter(({ endedAt }) => endedAt === undefined),
    now,
  );
}

/** What a manager took from a time on until another one followed it; none where none did. Epoch milliseconds. */
export function jobsTaken({ jobs, managerStartedAt = 0 }: Activity, from: number): JobInHand[] {
  const taken = [...jobs.values()].filter(({ takenAt = 0 }) => takenAt >= from && takenAt < managerStartedAt);
  return inHand(taken, managerStartedAt);
}

function inHand(jobs: readonly Job[], now: number): JobInHand[] {
  const told = jobs.map(({ id, projectFullPath, project, takenAt, startedAt }) => ({
    ...{ id, seconds: Math.max(0, now - (takenAt ?? startedAt ?? now)) / 1000 },
    ...((projectFullPath ?? project) !== undefined && { project: projectFullPath ?? String(project) }),
  }));
  return told.toSorted((a, b) => b.seconds - a.seconds || a.id - b.id);
}

/** What became of a job, by the log of the manager that had it and of those after it. */
export function fateOf({ jobs }: Activity, id: number): JobFate {
  const job = jobs.get(id);
  if (!job) return 'unknown';
  if (job.endedAt === undefined) return 'running';
  if (job.outcome === 'success') return 'succeeded';
  if (job.outcome === 'lost' || job.failureReason === aborted) return 'killed';
  return job.outcome === 'unknown' || job.outcome === undefined ? 'unknown' : 'failed';
}
