import { type Activity, emptyActivity, step } from '../domain/runner/activity.ts';
import { emptyJobLog, type JobLog } from '../domain/runner/jobs/job-record.ts';
import { forgetJobs, readJobLine } from '../domain/runner/jobs/read-jobs.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { pages } from './logs.ts';
import type { LogsPort } from './ports.ts';

/** Lines come late by less than this; read again, they change nothing. */
const overlapMs = 60_000;
const forgetAfterMs = 86_400_000;

/** What the manager's log tells, from a time on; reading on costs only what is new. */
export class ManagerLog {
  readonly activity: Activity = emptyActivity();
  readonly jobs: JobLog = emptyJobLog();
  readonly from: number;
  readonly #parts: StackParts;
  readonly #port: Pick<LogsPort, 'page'>;
  #readTo: number | undefined;
  #keepMs: number | undefined;

  /** `from`: epoch milliseconds. */
  constructor(parts: StackParts, from: number, port: Pick<LogsPort, 'page'>) {
    this.#parts = parts;
    this.from = from;
    this.#port = port;
  }

  /** Reads up to now, or up to an earlier time. */
  async readOn(now: number, until?: number): Promise<this> {
    const { logGroup: group, logStreamPrefix: streamPrefix } = this.#parts;
    const from = this.#readTo === undefined ? this.from : Math.max(this.from, this.#readTo - overlapMs);
    for await (const events of pages({ group, streamPrefix, until }, from, this.#port))
      for (const { message, time } of events) {
        const line = parseLogLine(message);
        step(this.activity, line, { receivedAt: time });
        readJobLine(this.jobs, line, time);
      }
    this.#readTo = now;
    this.#keepMs ??= Math.max(forgetAfterMs, now - this.from);
    forgetJobs(this.jobs, now - this.#keepMs);
    return this;
  }
}
