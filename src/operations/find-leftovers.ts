import { hasCode } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import { type Leftover, leftoversOf } from '../domain/fleet/leftovers.ts';
import { machinePattern, stackMark } from '../domain/fleet/machine-name.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { taggedInstances } from './ask-fleet.ts';
import { readExecutors } from './executors.ts';
import type { MachinesPort } from './ports.ts';
import { type FleetDeps, isUntaggedOf, rowsOf } from './read-fleet.ts';

export interface LeftoverDeps extends FleetDeps {
  machines: MachinesPort;
}

export interface Look {
  found: Leftover[];
  /** What could not be read, in sentences. */
  lacking: string[];
  /** Is it there, and does the manager that runs now not name it? `false` where its log could not be read. */
  isUnnamed(one: Leftover): boolean;
  /** The tags of the instances among them. */
  tagsOf: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Leftovers are days old at times; the log is kept for 14 days by default. */
const reachMs = 14 * 86_400_000;

/** What a stack left behind and nobody knows any more. */
export async function findLeftovers(
  stack: Stack,
  prices: PriceTable | undefined,
  deps: LeftoverDeps,
): Promise<Look> {
  const { byKey, untagged, keyPairs, spotRequests, lacking } = await lookBeside(stack, deps);
  const made = [
    ...untagged.map(({ launchedAt }) => launchedAt),
    ...spotRequests.map(({ createdAt }) => createdAt),
  ].filter((time) => time !== undefined);
  const since = made.length > 0 ? Math.min(...made) : undefined;
  const input = { stackName: stack.name, all: false, reachMs, since, prices };
  const tagged = taggedInstances(stack.name, input.all, deps.fleet);
  const { list, log } = await readExecutors(input, deps, { stack, tagged });
  const now = deps.clock.now();
  const known = new Set(list.rows.map(({ id }) => id));
  const more = untagged.filter(({ id }) => !known.has(id));
  const rows = [...list.rows, ...rowsOf(more, { stack, log, now, prices })];
  // A machine that is not this stack's keeps its key, whatever the key is called.
  const ours = new Set(rows.map(({ id }) => id));
  const theirs = new Set(byKey.flatMap(({ id, keyName = '' }) => (ours.has(id) ? [] : [keyName])));
  const { reader } = log;
  const found = {
    ...{ rows, spotRequests, now, mark: stackMark(stack.id) },
    keyPairs: keyPairs.filter(({ name }) => !theirs.has(name)),
    heard: reader && {
      ...{ activity: reader.activity, now, logFrom: reader.from },
      isNamed: (name: string) => reader.isNamed(name),
    },
  };
  const there = new Set([
    ...rows.filter(({ state }) => state !== 'terminated' && state !== 'removing').map(({ id }) => id),
    ...[...found.keyPairs, ...spotRequests].map(({ id }) => id),
  ]);
  return {
    isUnnamed: ({ id, name }) =>
      reader !== undefined && there.has(id) && ![id, name ?? id].some((one) => reader.isNamed(one)),
    found: leftoversOf(found),
    lacking: [...list.lacking, ...lacking],
    tagsOf: new Map(rows.map(({ id, tags }) => [id, tags])),
  };
}

/** What docker-machine may have left that no tag tells of: by the stack's mark, which its keys' names carry. */
async function lookBeside(stack: Stack, { fleet, machines }: LeftoverDeps) {
  const pattern = machinePattern(stackMark(stack.id));
  const lacking: string[] = [];
  const [all, keyPairs = [], spotRequests] = await Promise.all([
    fleet.byKeyName(pattern),
    unlessDenied(machines.keyPairs(pattern), 'key pairs', lacking),
    unlessDenied(machines.spotRequests(pattern), 'spot requests', lacking),
  ]);
  const byKey = all.filter(({ state }) => state !== 'terminated');
  return {
    ...{ byKey, lacking, untagged: byKey.filter((instance) => isUntaggedOf(stack, instance)) },
    // Where the requests could not be read, one of them may still wait with the key.
    ...{ keyPairs: spotRequests ? keyPairs : [], spotRequests: spotRequests ?? [] },
  };
}

async function unlessDenied<T>(reading: Promise<T>, what: string, lacking: string[]): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!hasCode(error, 'aws.denied')) throw error;
    lacking.push(`${error.message} So leftover ${what} were not looked for.`);
    return undefined;
  }
}
