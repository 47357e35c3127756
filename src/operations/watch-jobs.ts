import type { DeployResult } from '../domain/result/deploy.ts';
import type { Activity } from '../domain/runner/activity.ts';
import { fateOf, type JobInHand, jobsInHand, jobsTaken } from '../domain/runner/jobs-in-hand.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Clock, LogsPort } from './ports.ts';
import { type ActivityReader, readActivity } from './read-activity.ts';

/** A job older than this is not told from a lost one. */
const lookBackMs = 48 * 3_600_000;
/** CloudWatch may show a line this much later. */
const lateMs = 120_000;

interface Deps {
  logs: LogsPort;
  clock: Clock;
}

/** The jobs a manager has when something is about to happen to it, and what became of them. */
export class JobWatch {
  readonly jobs: readonly JobInHand[];
  readonly #reader: ActivityReader;
  readonly #begunAt: number;

  private constructor(reader: ActivityReader, now: number) {
    this.#reader = reader;
    this.#begunAt = now;
    this.jobs = jobsInHand(reader.activity, now);
  }

  static async begin(parts: StackParts, { logs, clock }: Deps): Promise<JobWatch> {
    const now = clock.now();
    return new JobWatch(await readActivity(parts, now - lookBackMs, logs), now);
  }

  /** All that the log told so far. */
  get activity(): Activity {
    return this.#reader.activity;
  }

  /** What became by now of each, and of those that the same manager took until another one followed. */
  async fates(): Promise<NonNullable<DeployResult['jobs']>> {
    const { from } = this.#reader;
    await this.#reader.read(Math.max(from, (this.activity.lastLineAt ?? from) - lateMs));
    const all = [...this.jobs, ...jobsTaken(this.activity, this.#begunAt)];
    return all.map(({ seconds: _, ...job }) => ({ ...job, fate: fateOf(this.activity, job.id) }));
  }
}
