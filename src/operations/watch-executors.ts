import { passesByItself } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import { listOf, readExecutors } from './executors.ts';
import { type FleetDeps, type ReadLog, readLog, shownInstances } from './read-fleet.ts';

interface Input {
  stackName?: string | undefined;
  all: boolean;
  prices?: PriceTable | undefined;
  everyMs: number;
}

/** Lines come some seconds late, a few of them minutes: the last minute is read again, from time to time ten. */
const overlapMs = 60_000;
const deepOverlapMs = 600_000;
const deepEvery = 12;

/** The executors, again and again; ends only by the user's Ctrl-C. */
export async function* watchExecutors(input: Input, deps: FleetDeps): Operation<never> {
  const first = await readExecutors(input, deps);
  const { stack } = first;
  let { log, instances } = first;
  yield { type: 'executors.listed', list: first.list };
  for (let look = 1; ; look++) {
    await deps.clock.sleep(input.everyMs);
    const lacking: string[] = [];
    try {
      const [shown, read] = await Promise.all([
        shownInstances(stack, input.all, deps),
        readOn(log, look % deepEvery === 0 ? deepOverlapMs : overlapMs, () =>
          readLog(stack, deps.clock.now() - deepOverlapMs, deps),
        ),
      ]);
      instances = shown;
      log = read;
    } catch (error) {
      if (!passesByItself(error)) throw error;
      lacking.push(`${error.message} The list is as it was.`);
    }
    const list = listOf({ stack, instances, log, now: deps.clock.now(), prices: input.prices });
    yield { type: 'executors.listed', list: { ...list, lacking: [...list.lacking, ...lacking] } };
  }
}

/** Only what is new of a log that was read; a log that could not be read is tried again. */
async function readOn(
  { reader, lacking }: ReadLog,
  overlap: number,
  begin: () => Promise<ReadLog>,
): Promise<ReadLog> {
  if (!reader) return begin();
  const last = reader.activity.lastLineAt ?? reader.from;
  await reader.read(Math.max(reader.from, last - overlap));
  return { reader, lacking };
}
