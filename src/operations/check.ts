import { type Goal, parseFrom, parseTo } from '../domain/check/ends.ts';
import { hostsOf, questionsOf } from '../domain/check/questions.ts';
import type { NetworkReading } from '../domain/check/reading.ts';
import type { CheckReport } from '../domain/check/report.ts';
import type { Scene } from '../domain/check/scene.ts';
import { GlfrError } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { NetworkDocument } from '../domain/network/document/document.ts';
import { shapeSnapshot } from '../domain/network/document/shape.ts';
import type { Client, Destination, ReachQuery } from '../domain/network/query.ts';
import { reachability } from '../domain/network/reachability.ts';
import type { NetworkSnapshot } from '../domain/network/snapshot.ts';
import { networkOf } from '../domain/network/subnet-kind.ts';
import { usesPublicIp } from '../domain/stack/plan-parameters.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { readSymptoms } from './check-log.ts';
import { lookUp } from './check-names.ts';
import { type OwnQuestion, settleScene } from './check-scene.ts';
import type { Clock, GitLabPort, LogsPort, NetworkPort, ServicePort, StackPort } from './ports.ts';

export interface CheckInput {
  ask: ({ kind: 'own' } & OwnQuestion) | { kind: 'ends'; from: string; to: string };
  /** A snapshot file's, with where it came from; then AWS is not asked. */
  file?: { document: NetworkDocument; name: string } | undefined;
  proposedUrl?: string | undefined;
  /** Keeps what was read. */
  save?: ((document: NetworkDocument) => Promise<void>) | undefined;
}

export interface CheckDeps {
  network: NetworkPort;
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  gitlab: GitLabPort;
  clock: Clock;
}

/** What was asked, and what it was answered from; enough to ask again. */
export interface Checked {
  report: CheckReport;
  snapshot: NetworkSnapshot;
  /** In the order of the report's paths. */
  queries: readonly ReachQuery[];
  scene?: Scene;
}

/** Will everything be reached? Errors: `check.end`, `check.no-subnet`, `check.unknown-subnet`, `snapshot.invalid`. */
export async function* check(input: CheckInput, deps: CheckDeps): Operation<Checked> {
  const { ask, file } = input;
  const settled = await settle(input, deps);
  const goal = settled.goal;
  const hosts = settled.scene ? hostsOf(settled.scene) : goal?.kind === 'host' ? [goal.host] : [];
  const text = file ? `Reading ${file.name}` : "Reading your account's network";
  yield { type: 'phase.started', phase: 'discover', text };
  const addresses = await lookUp(hosts, deps.gitlab);
  const reading = await read(input, deps, {
    ends: settled.scene ? settled.scene.subnets : endsOf(settled.client, goal),
    hosts,
    addresses: [...addresses.values()].flat(),
  });
  await input.save?.(reading.document);
  const snapshot = shapeSnapshot(reading.document);
  const { scene } = settled;
  if (scene) refuseUnknown(scene.subnets, snapshot, file !== undefined);
  const source = file ? file.name : `${reading.calls} calls to AWS`;
  yield { type: 'phase.ended', phase: 'discover', text: `Network read: ${source}`, outcome: 'done' };
  const queries = scene
    ? questionsOf(scene, {
        region: regionOf(snapshot, scene.subnets),
        publicIp: scene.publicIp ?? usesPublicIp(snapshot, scene.subnets),
        addresses,
      })
    : questionOf(settled.client as Client, goal as Goal, addresses);
  const answer = reachability(networkOf(snapshot), queries);
  const symptoms = settled.stack ? await readSymptoms(settled.stack, answer.paths, deps) : [];
  if (symptoms === undefined)
    yield { type: 'notice', level: 'warning', text: "the manager's log could not be read" };
  const report: CheckReport = {
    ...answer,
    title: ask.kind === 'own' ? (scene?.title ?? '') : `${ask.from} → ${ask.to}`,
    ...{ source, refused: reading.refused, symptoms: symptoms ?? [], opinions: new Map() },
    subnets: snapshot.subnets.filter(({ id }) => scene?.subnets.includes(id)),
    // An address stands for itself.
    names: [...addresses]
      .filter(([host, [first]]) => first !== host)
      .map(([host, own]) => ({ host, addresses: own })),
  };
  return { report, snapshot, queries, ...(scene && { scene }) };
}

interface Settled {
  scene?: Scene;
  stack?: Stack;
  client?: Client;
  goal?: Goal;
}

async function settle({ ask, file, proposedUrl }: CheckInput, deps: CheckDeps): Promise<Settled> {
  if (ask.kind === 'own') return settleScene(ask, proposedUrl, file ? undefined : deps.stacks);
  return { client: parseFrom(ask.from), goal: parseTo(ask.to) };
}

async function read(
  { file }: CheckInput,
  { network }: CheckDeps,
  question: Parameters<NetworkPort['read']>[0],
): Promise<NetworkReading> {
  if (file === undefined) return network.read(question);
  return { document: file.document, calls: 0, refused: Object.values(file.document.Denied ?? {}) };
}

const idOf = (end: Client | Exclude<Destination, { kind: 'host' | 'service' }>): string =>
  end.kind === 'planned' ? end.subnetId : end.kind === 'interface' ? end.interfaceId : end.instanceId;

const endsOf = (client: Client | undefined, goal: Goal | undefined): string[] => [
  ...(client ? [idOf(client)] : []),
  ...(goal?.kind === 'place' ? [idOf(goal.to)] : []),
];

function questionOf(
  from: Client,
  goal: Goal,
  addresses: ReadonlyMap<string, readonly string[]>,
): ReachQuery[] {
  const { port } = goal;
  if (goal.kind === 'place') return [{ from, to: goal.to, port }];
  return [{ from, to: { kind: 'host', host: goal.host, addresses: addresses.get(goal.host) ?? [] }, port }];
}

/** `eu-central-1` of `eu-central-1a`, and of a local zone's longer name. */
function regionOf({ subnets }: NetworkSnapshot, ids: readonly string[]): string {
  const zone = subnets.find(({ id }) => ids.includes(id))?.zone ?? '';
  return /^[a-z]+(?:-[a-z]+)+-\d+/.exec(zone)?.[0] ?? 'us-east-1';
}

function refuseUnknown(ids: readonly string[], { subnets, leftOut }: NetworkSnapshot, isFile: boolean): void {
  const unknown = ids.filter((id) => !subnets.some((subnet) => subnet.id === id));
  if (unknown.length === 0 || leftOut.includes('subnets')) return;
  throw new GlfrError({
    code: 'check.unknown-subnet',
    message: `There is no ${unknown.join(', ')} in ${isFile ? 'the snapshot' : 'this region'}.`,
    suggestions: ['check --subnet and --region', 'aws ec2 describe-subnets'],
    exitCode: exitCode.usage,
  });
}
