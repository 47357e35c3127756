import type { Instance } from '../domain/fleet/instance.ts';
import { type Activity, emptyActivity, step } from '../domain/runner/activity.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { pages } from './logs.ts';
import type { LogsPort } from './ports.ts';

/** A manager writes about an instance some seconds before EC2's launch time at the most. */
const marginMs = 120_000;
/** Older instances are leftovers; their story is not worth a day of log. */
const oldestMs = 6 * 3_600_000;

/** From when the log has to be read to know what these instances do; epoch milliseconds. */
export function activityStart(
  instances: readonly Partial<Pick<Instance, 'state' | 'launchedAt'>>[],
  now: number,
  reachMs = oldestMs,
): number {
  let first = now;
  for (const { state, launchedAt = now } of instances)
    if (state !== 'terminated' && launchedAt < first) first = launchedAt;
  return Math.max(now - reachMs, first - marginMs);
}

/** Instance ids and docker-machine's names, wherever they stand in a line. */
const names = /\bi-[0-9a-f]{8,17}\b|\brunner-[a-z0-9-]+-\d{10}-[0-9a-f]{8}\b/g;

/** Takes the log's lines since `from` in; a line that comes again changes nothing. */
export class ActivityReader {
  activity: Activity = emptyActivity();
  readonly from: number;
  readonly #parts: StackParts;
  readonly #port: LogsPort;
  readonly #namedAt = new Map<string, number>();

  constructor(parts: StackParts, from: number, port: LogsPort) {
    this.from = from;
    this.#parts = parts;
    this.#port = port;
  }

  async read(from: number = this.from): Promise<this> {
    const query = { group: this.#parts.logGroup, streamPrefix: this.#parts.logStreamPrefix };
    for await (const events of pages(query, from, this.#port))
      for (const { message, time } of events) {
        this.activity = step(this.activity, parseLogLine(message), { receivedAt: time });
        for (const name of message.match(names) ?? []) this.#namedAt.set(name, time);
      }
    return this;
  }

  /** Does any line of the manager that runs now hold this instance's id or machine's name? */
  isNamed(name: string): boolean {
    const at = this.#namedAt.get(name);
    return at !== undefined && at >= (this.activity.managerStartedAt ?? at);
  }
}

/** The manager's log since `from`, folded into jobs and executors. */
export const readActivity = (parts: StackParts, from: number, port: LogsPort): Promise<ActivityReader> =>
  new ActivityReader(parts, from, port).read();
