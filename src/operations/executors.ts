import type { PriceTable } from '../domain/fleet/cost.ts';
import type { Instance } from '../domain/fleet/instance.ts';
import { isFargate, listJobTasks } from '../domain/fleet/job-tasks.ts';
import type { ExecutorList } from '../domain/result/executor-list.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { type AskedFleet, askFleet } from './ask-fleet.ts';
import { activityStart } from './read-activity.ts';
import {
  executorLimit,
  type FleetDeps,
  type ReadLog,
  readLog,
  rowsOf,
  shownInstances,
} from './read-fleet.ts';

interface Input {
  stackName?: string | undefined;
  /** Those that have ended too, as long as EC2 shows them. */
  all: boolean;
  /** How far back the log may be read for old instances; default 6 hours. */
  reachMs?: number | undefined;
  /** The log is read from here at the latest (epoch milliseconds), within that reach. */
  since?: number | undefined;
  prices?: PriceTable | undefined;
}

/** An executor seldom lives longer, so this much of the log is read while EC2 still answers. */
const usualLifeMs = 1_800_000;

export interface FleetRead {
  stack: Stack;
  instances: Instance[];
  log: ReadLog;
  list: ExecutorList;
}

/** The executors of a stack, each with the job the manager's log names; `asked`: AWS was asked for them already. */
export async function readExecutors(input: Input, deps: FleetDeps, asked?: AskedFleet): Promise<FleetRead> {
  const { stack, tagged } = asked ?? (await askFleet(input, deps));
  const reading = isFargate(stack)
    ? Promise.resolve<ReadLog>({ lacking: [] })
    : readLog(stack, deps.clock.now() - usualLifeMs, deps);
  reading.catch(() => {});
  const instances = await shownInstances(stack, input.all, deps, tagged);
  const now = deps.clock.now();
  const launches = input.since === undefined ? [] : [{ launchedAt: input.since }];
  const from = activityStart([...instances, ...launches], now, input.reachMs);
  const usual = await reading;
  const isLongEnough = !usual.reader || usual.reader.from <= from;
  const log = isLongEnough ? usual : await readLog(stack, from, deps);
  return { stack, instances, log, list: listOf({ stack, instances, log, now, prices: input.prices }) };
}

export function listOf(read: {
  stack: Stack;
  instances: readonly Instance[];
  log: ReadLog;
  now: number;
  prices?: PriceTable | undefined;
}): ExecutorList {
  const limit = executorLimit(read.stack);
  return {
    stackName: read.stack.name,
    rows: isFargate(read.stack) ? listJobTasks(read.instances, read.now) : rowsOf(read.instances, read),
    lacking: read.log.lacking,
    ...(limit !== undefined && { limit }),
    ...(read.prices && { pricesDated: read.prices.dated }),
  };
}
