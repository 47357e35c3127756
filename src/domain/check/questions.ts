import { managerGroup } from '../network/own-groups.ts';
import { ownPaths, type Peer } from '../network/own-paths.ts';
import type { PlannedInterface, ReachQuery } from '../network/query.ts';
import type { HostPort } from './host-port.ts';
import { behindProxy } from './proxy.ts';
import { isEcr, registryOf, type Scene } from './scene.ts';

/** gitlab-runner's helper image; the manager's fleeting plugin comes from there too. */
const gitlabRegistry: HostPort = { host: 'registry.gitlab.com', port: 443 };

const managerRegistries = ({ managerImage, executorKind }: Scene): HostPort[] =>
  distinct([
    ...optional(registryOf(managerImage)),
    ...(executorKind === 'docker-autoscaler' ? [gitlabRegistry] : []),
  ]).filter((one) => !isEcr(one));

const executorRegistries = ({ jobImage, registries }: Scene): HostPort[] =>
  distinct([gitlabRegistry, ...optional(registryOf(jobImage)), ...registries]).filter((one) => !isEcr(one));

const optional = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

function distinct(all: readonly HostPort[]): HostPort[] {
  return [...new Map(all.map((one) => [`${one.host}:${one.port}`, one])).values()];
}

/** Every name whose addresses the questions need. */
export function hostsOf(scene: Scene): string[] {
  const registries = [...managerRegistries(scene), ...executorRegistries(scene)];
  return [...new Set([scene.gitlab, ...registries, ...optional(scene.proxy)].map(({ host }) => host))];
}

interface Known {
  region: string;
  publicIp: boolean;
  /** By host. */
  addresses: ReadonlyMap<string, readonly string[]>;
}

/** Every question about a runner in this place. */
export function questionsOf(scene: Scene, known: Known): ReachQuery[] {
  const { subnets, gitlab, executorKind, managerGroups, executorGroups, managerImage } = scene;
  const peer = ({ host, port }: HostPort): Peer => ({
    host,
    port,
    addresses: known.addresses.get(host) ?? [],
  });
  const own = ownPaths({
    ...{ region: known.region, subnets, publicIp: known.publicIp, gitlab: peer(gitlab) },
    executorKind: executorKind === 'docker-machine' ? 'docker-machine' : 'docker-autoscaler',
    ...(managerGroups && { managerGroups }),
    ...(executorGroups && { executorGroups }),
    ...(scene.keyedBy && { keyedBy: scene.keyedBy }),
    ...(scene.ssh && { sshPort: 22 }),
    registries: executorRegistries(scene).map(peer),
    usesEcr: isEcr(registryOf(managerImage) ?? gitlab),
  });
  const manager = (subnetId: string): PlannedInterface => ({
    ...{ kind: 'planned', subnetId, publicIp: known.publicIp },
    groups: managerGroups ?? [managerGroup],
  });
  const pulls = subnets.flatMap((subnetId) =>
    managerRegistries(scene).map(
      (one): ReachQuery => ({
        purpose: 'manager → registry',
        from: manager(subnetId),
        to: { ...peer(one), kind: 'host' },
        port: one.port,
      }),
    ),
  );
  const { proxy } = scene;
  const all = [...own.filter((query) => isUsed(scene, query)), ...pulls];
  const direct = inOrder(all, subnets);
  return proxy
    ? direct.map((query) => behindProxy(query, proxy, known.addresses.get(proxy.host) ?? []))
    : direct;
}

/** The fargate kind starts tasks, and needs neither the group's nor the key's service. */
const isUsed = ({ executorKind }: Scene, { to }: ReachQuery): boolean =>
  executorKind !== 'fargate' ||
  to.kind !== 'service' ||
  !['autoscaling', 'ec2-instance-connect', 'ssm', 'ec2'].includes(to.service);

/** Subnet by subnet, the manager's before the executors'. */
function inOrder(queries: readonly ReachQuery[], subnets: readonly string[]): ReachQuery[] {
  const rank = ({ from, purpose = '' }: ReachQuery): number =>
    2 * subnets.indexOf(from.kind === 'planned' ? from.subnetId : '') +
    (purpose.startsWith('manager') ? 0 : 1);
  return queries.toSorted((a, b) => rank(a) - rank(b));
}
