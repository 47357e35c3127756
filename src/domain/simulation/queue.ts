import type { Engine } from './engine.ts';
import type { Job } from './jobs.ts';

/** A failure reason as GitLab's API names it (`runner_system_failure`, `script_failure`, …). */
export type JobResult =
  | { status: 'success' }
  | { status: 'failed'; failureReason: string; exitCode?: number };

/** A job as GitLab knows it. Times are epoch milliseconds; `takenAt` is what GitLab calls `started_at`. */
export interface JobRecord {
  readonly job: Job;
  status: 'pending' | 'running' | 'success' | 'failed';
  readonly pendingAt: number;
  takenAt?: number;
  finishedAt?: number;
  /** The manager's system id. */
  takenBy?: string;
  failureReason?: string;
  exitCode?: number;
}

/** GitLab's answer to a job request; size and depth are what it tells the runner of its queue. */
export interface TakenJob {
  job: Job;
  takenAt: number;
  queueSize: number;
  queueDepth: number;
}

/** A job that sends no update is dropped after an hour (GitLab's StuckCiJobsWorker). */
const STUCK_MS = 3_600_000;
const SWEEP = 1024;

/** GitLab's side of one runner: pending jobs in order of arrival, running ones, and the last finished ones. */
export class JobQueue {
  /** A paused runner gets no job; what runs goes on. */
  paused = false;
  readonly #engine: Engine;
  readonly #keepFinished: number;
  #pending: JobRecord[] = [];
  #head = 0;
  readonly #running = new Map<number, JobRecord>();
  readonly #finished = new Map<number, JobRecord>();
  readonly #refused = new Set<string>();

  constructor(engine: Engine, options: { keepFinished?: number } = {}) {
    this.#engine = engine;
    this.#keepFinished = options.keepFinished ?? 1_000;
  }

  get pending(): readonly JobRecord[] {
    return this.#pending.slice(this.#head);
  }

  /** By job id, in the order they were taken. */
  get running(): ReadonlyMap<number, JobRecord> {
    return this.#running;
  }

  /** By job id, oldest end first, bounded. */
  get finished(): ReadonlyMap<number, JobRecord> {
    return this.#finished;
  }

  /** How many jobs wait. */
  get size(): number {
    return this.#pending.length - this.#head;
  }

  add(job: Job): void {
    this.#pending.push({ job, status: 'pending', pendingAt: this.#engine.now });
  }

  /** The manager with this system id has a token that is no good any more: it gets no job, what it runs goes on. */
  refuse(systemId: string): void {
    this.#refused.add(systemId);
  }

  /** Hands the oldest pending job to the manager with this system id. */
  take(systemId: string): TakenJob | undefined {
    const isShut = this.paused || this.#refused.has(systemId);
    const record = isShut ? undefined : this.#pending[this.#head];
    if (record === undefined) return undefined;
    const queueSize = this.size;
    this.#head += 1;
    if (this.#head >= SWEEP && this.#head * 2 > this.#pending.length) {
      this.#pending = this.#pending.slice(this.#head);
      this.#head = 0;
    }
    const takenAt = this.#engine.now;
    Object.assign(record, { status: 'running', takenAt, takenBy: systemId });
    this.#running.set(record.job.id, record);
    return { job: record.job, takenAt, queueSize, queueDepth: 1 };
  }

  /** Ends a running job; an unknown or ended one is left alone. */
  finish(jobId: number, result: JobResult): void {
    const record = this.#running.get(jobId);
    if (record === undefined) return;
    Object.assign(record, result, { finishedAt: this.#engine.now });
    this.#running.delete(jobId);
    this.#finished.set(jobId, record);
    if (this.#finished.size <= this.#keepFinished) return;
    const oldest = this.#finished.keys().next();
    if (!oldest.done) this.#finished.delete(oldest.value);
  }

  /** The manager of a running job died without a word: GitLab shows it running until it gives it up. */
  lose(jobId: number): void {
    this.#engine.schedule(this.#engine.now + STUCK_MS, () => {
      this.finish(jobId, { status: 'failed', failureReason: 'stuck_or_timeout_failure' });
    });
  }
}
