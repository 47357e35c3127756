import { GlfrError, hasCode } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import { type Leftover, leftoversOf } from '../domain/fleet/leftovers.ts';
import { machinePattern, stackMark } from '../domain/fleet/machine-name.ts';
import type { ExecutorPruneResult } from '../domain/result/executor-prune.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { endInstances, saying } from './end-instances.ts';
import { readExecutors } from './executors.ts';
import { locate } from './locate.ts';
import type { GitLabPort, MachinesPort, Prompter } from './ports.ts';
import { type FleetDeps, isUntaggedOf, rowsOf } from './read-fleet.ts';

interface Input {
  stackName?: string | undefined;
  credentials: Credentials;
  prices?: PriceTable | undefined;
  dryRun: boolean;
  confirmed: boolean;
  /** What was found, shown before anyone is asked. */
  onFound(found: readonly Leftover[]): void;
}

interface Deps extends FleetDeps {
  machines: MachinesPort;
  gitlab: GitLabPort;
  prompter: Prompter;
}

/** Leftovers are days old at times; the log is kept for 14 days by default. */
const reachMs = 14 * 86_400_000;

/** Takes away what a stack left behind and nobody knows any more: lists it, asks, looks again, and ends it. */
export async function pruneExecutors(input: Input, deps: Deps): Promise<ExecutorPruneResult> {
  const stack = await locate(input.stackName, deps.stacks);
  const [look, staleManagers] = await Promise.all([
    lookAround(stack, input.prices, deps),
    managersOf(stack, input.credentials, deps.gitlab),
  ]);
  const { found } = look;
  const nothing = { removed: [], spared: [] };
  const told = { stackName: stack.name, found, staleManagers, lacking: look.lacking };
  if (found.length === 0 || input.dryRun)
    return {
      ...{ ...told, ...nothing, dryRun: input.dryRun },
      next: found.length > 0 ? ['glfr executors prune'] : ['glfr executors ls'],
    };
  input.onFound(found);
  if (!input.confirmed) await agree(deps.prompter, { message: question(found), default: false });
  // It may be known by now, or have a job: only what is found again is taken away.
  const again = await lookAround(stack, undefined, deps);
  const still = new Set(again.found.map(keyOf));
  const removed = found.filter((one) => still.has(keyOf(one)));
  await saying(remove(removed, again.tagsOf, deps));
  const spared = found.filter((one) => !still.has(keyOf(one)));
  return { ...told, ...{ dryRun: false, removed, spared, next: ['glfr executors ls --all'] } };
}

const keyOf = ({ kind, id }: Leftover): string => `${kind} ${id}`;

async function lookAround(stack: Stack, prices: PriceTable | undefined, deps: Deps) {
  const { byKey, untagged, keyPairs, spotRequests, lacking } = await lookBeside(stack, deps);
  const made = [
    ...untagged.map(({ launchedAt }) => launchedAt),
    ...spotRequests.map(({ createdAt }) => createdAt),
  ].filter((time) => time !== undefined);
  const since = made.length > 0 ? Math.min(...made) : undefined;
  const input = { stackName: stack.name, all: false, reachMs, since, prices };
  const { list, log } = await readExecutors(input, deps);
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
  return {
    found: leftoversOf(found),
    lacking: [...list.lacking, ...lacking],
    tagsOf: new Map(rows.map(({ id, tags }) => [id, tags])),
  };
}

/** What docker-machine may have left that no tag tells of: by the stack's mark, which its keys' names carry. */
async function lookBeside(stack: Stack, { fleet, machines }: Deps) {
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

async function managersOf(
  { parameters }: Stack,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): Promise<ExecutorPruneResult['staleManagers']> {
  const { RunnerId, GitLabUrl } = parameters;
  if (!accessToken || !Number(RunnerId) || !GitLabUrl) return [];
  try {
    const managers = await gitlab.managers(GitLabUrl, accessToken, Number(RunnerId));
    return managers
      .filter(({ status }) => status === 'stale')
      .map(({ systemId, contactedAt }) => ({ systemId, ...(contactedAt !== undefined && { contactedAt }) }));
  } catch (error) {
    // GitLab being away must not keep anyone from ending what costs money.
    if (error instanceof GlfrError && error.code.startsWith('gitlab.')) return [];
    throw error;
  }
}

async function remove(
  leftovers: readonly Leftover[],
  tagsOf: ReadonlyMap<string, Readonly<Record<string, string>>>,
  deps: Deps,
): Promise<void> {
  const ids = (kind: Leftover['kind']) => leftovers.flatMap((one) => (one.kind === kind ? [one.id] : []));
  for (const id of ids('spot-request')) await deps.machines.cancelSpotRequest(id);
  await endInstances(
    ids('instance').map((id) => ({ id, tags: tagsOf.get(id) ?? {} })),
    deps,
  );
  for (const id of ids('key-pair')) await deps.machines.deleteKeyPair(id);
}

function question(found: readonly Leftover[]): string {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  const words = [...kinds].map(
    ([kind, of]) => `${of.length} ${kind.replace('-', ' ')}${of.length === 1 ? '' : 's'}`,
  );
  return `Take away ${words.join(', ')}? This cannot be taken back.`;
}
