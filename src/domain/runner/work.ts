import type { ExecutorEvent } from './executor-event.ts';
import type { JobEvent, JobFacts, JobOutcome } from './job-event.ts';

/** What the manager's log tells of one job. Times are epoch milliseconds. */
interface JobActivity extends JobFacts {
  id: number;
  /** When the manager had it; unknown when the log begins later. */
  takenAt?: number;
  /** The instance id, or the machine's name with docker-machine. */
  executorId?: string;
  /** When it had its executor. */
  startedAt?: number;
  endedAt?: number;
  /** `lost`: its manager was replaced before it ended; `unknown`: it left the list, and no line said how. */
  outcome?: JobOutcome | 'lost' | 'unknown';
}

/** What the manager's log tells of one executor. Times are epoch milliseconds. */
export interface ExecutorActivity {
  id: string;
  discoveredAt?: number;
  readyAt?: number;
  bootSeconds?: number;
  /** Ids of the jobs it was given, oldest first. */
  jobs: number[];
  currentJob?: number;
  /** When its last job ended. */
  freeSince?: number;
  /** When the manager gave it up, or missed it. */
  removedAt?: number;
  /** It went without the manager's doing: a spot interruption, a zone rebalance, a person. */
  wasLost?: boolean;
}

/** Everything a manager has in hand or had, by id. */
export interface Work {
  jobs: Map<number, JobActivity>;
  executors: Map<string, ExecutorActivity>;
}

/** Takes a step of a job into the work. `isCurrent`: it was written by the manager that runs now. */
export function applyJobEvent(work: Work, event: JobEvent, time: number, isCurrent: boolean): void {
  const job = work.jobs.get(event.id) ?? { id: event.id };
  work.jobs.set(event.id, job);
  const known: Record<string, unknown> = { ...event.facts };
  const target = job as unknown as Record<string, unknown>;
  for (const key in known) if (known[key] !== undefined) target[key] = known[key];
  switch (event.kind) {
    case 'added':
      job.takenAt = time;
      break;
    case 'started':
      start(work, job, event.executorId, time, isCurrent);
      break;
    case 'ended':
      end(work, job, event.outcome, time);
      break;
    case 'removed':
      if (job.endedAt === undefined) end(work, job, 'unknown', time);
  }
}

function start(work: Work, job: JobActivity, executorId: string, time: number, isCurrent: boolean): void {
  // A retried preparation may have led to another executor.
  if (job.executorId !== undefined && job.executorId !== executorId) free(work, job, time);
  job.executorId = executorId;
  job.startedAt ??= time;
  if (!isCurrent) return;
  const executor = executorOf(work, executorId);
  if (!executor.jobs.includes(job.id)) executor.jobs.push(job.id);
  // A line that comes late must not make an ended job run again.
  if (job.endedAt === undefined) executor.currentJob = job.id;
  else executor.freeSince = Math.max(executor.freeSince ?? 0, job.endedAt);
}

function end(work: Work, job: JobActivity, outcome: JobOutcome | 'unknown', time: number): void {
  job.outcome = outcome;
  job.endedAt = time;
  if (job.durationSeconds !== undefined) job.takenAt ??= time - Math.round(job.durationSeconds * 1000);
  free(work, job, time);
}

function free(work: Work, job: JobActivity, time: number): void {
  const executor = work.executors.get(job.executorId ?? '');
  if (executor?.currentJob !== job.id) return;
  delete executor.currentJob;
  executor.freeSince = time;
}

/** Takes a step of executors into the work. */
export function applyExecutorEvent(work: Work, event: ExecutorEvent, time: number): void {
  for (const id of event.ids) {
    const executor = executorOf(work, id);
    switch (event.kind) {
      case 'discovered':
        executor.discoveredAt ??= time;
        break;
      case 'ready':
        executor.readyAt ??= time;
        executor.bootSeconds ??= event.bootSeconds;
        break;
      case 'lost':
        executor.wasLost = true;
        executor.removedAt ??= time;
        break;
      case 'removed':
        executor.removedAt ??= time;
    }
  }
}

function executorOf(work: Work, id: string): ExecutorActivity {
  const executor = work.executors.get(id) ?? { id, jobs: [] };
  work.executors.set(id, executor);
  return executor;
}

/** A new manager knows nothing of the old one's work: its jobs are lost, and it removes every executor it finds. */
export function loseWork(work: Work, time: number): void {
  work.executors.clear();
  for (const job of work.jobs.values()) {
    if (job.endedAt !== undefined || (job.takenAt ?? job.startedAt ?? time) > time) continue;
    job.endedAt = time;
    job.outcome = 'lost';
  }
}

/** Forgets jobs that ended and executors that were removed before a time. */
export function forgetWork(work: Work, before: number): void {
  for (const [id, { endedAt = before }] of work.jobs) if (endedAt < before) work.jobs.delete(id);
  for (const [id, { removedAt = before }] of work.executors)
    if (removedAt < before) work.executors.delete(id);
}
