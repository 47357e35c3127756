import { executorGroup, managerGroup } from './own-groups.ts';
import type { PlannedInterface, ReachQuery } from './query.ts';
import type { SecurityGroup } from './snapshot-interfaces.ts';

/** Something outside AWS's services that has to be reached, with the addresses its name has. */
export interface Peer {
  host: string;
  addresses: readonly string[];
  port: number;
}

/** Where a runner is, or is to be. */
export interface Placement {
  region: string;
  subnets: readonly string[];
  publicIp: boolean;
  executorKind: 'docker-autoscaler' | 'docker-machine';
  /** How the manager comes in: a key that ECS reads from Systems Manager (the default), or EC2 Instance Connect. */
  keyedBy?: 'key' | 'instance-connect';
  gitlab: Peer;
  /** Groups of a stack that is there; else the ones it will make. */
  managerGroups?: readonly (string | SecurityGroup)[];
  executorGroups?: readonly (string | SecurityGroup)[];
  /** Port of GitLab's SSH, where jobs clone by it. */
  sshPort?: number;
  /** Registries that jobs or the manager pull images from. */
  registries?: readonly Peer[];
  /** Package mirrors and whatever else jobs need. */
  mirrors?: readonly Peer[];
  /** The manager's image is in a private ECR. */
  usesEcr?: boolean;
  /** Further AWS services of the manager, such as `kms` or `ssmmessages`. */
  services?: readonly string[];
}

/** Rules E4 and E5: what the manager calls. */
const managerServices = {
  'docker-autoscaler': ['logs', 'secretsmanager', 'ecs', 'ec2', 'autoscaling'],
  'docker-machine': ['logs', 'secretsmanager', 'ecs', 'ec2'],
} as const;

/** Docker Machine needs Docker's own port too; the autoscaler tunnels it through SSH. */
const executorPorts = { 'docker-autoscaler': [22], 'docker-machine': [22, 2376] } as const;

/** Every path a runner needs, from each subnet by itself: one bad subnet of several fails only sometimes. */
export function ownPaths(placement: Placement): ReachQuery[] {
  return placement.subnets.flatMap((subnetId) => [
    ...managerPaths(placement, subnetId),
    ...executorPaths(placement, subnetId),
  ]);
}

const managerAt = ({ managerGroups, publicIp }: Placement, subnetId: string): PlannedInterface => ({
  kind: 'planned',
  subnetId,
  groups: managerGroups ?? [managerGroup],
  publicIp,
});

function executorAt(placement: Placement, subnetId: string): PlannedInterface {
  const { executorKind, publicIp, managerGroups = [managerGroup] } = placement;
  const managers = managerGroups.map((group) => (typeof group === 'string' ? group : group.id));
  const groups = placement.executorGroups ?? [executorGroup(executorPorts[executorKind], managers)];
  return { kind: 'planned', subnetId, groups, publicIp };
}

const towards = (purpose: string, from: PlannedInterface, { host, addresses, port }: Peer): ReachQuery => ({
  purpose,
  from,
  to: { kind: 'host', host, addresses },
  port,
});

const service = (purpose: string, from: PlannedInterface, name: string, region: string): ReachQuery => ({
  purpose,
  from,
  to: { kind: 'service', service: name, region },
  port: 443,
});

function keyServices({ executorKind, keyedBy = 'key' }: Placement): string[] {
  if (executorKind !== 'docker-autoscaler') return [];
  return [keyedBy === 'key' ? 'ssm' : 'ec2-instance-connect'];
}

function managerPaths(placement: Placement, subnetId: string): ReachQuery[] {
  const from = managerAt(placement, subnetId);
  const { region, executorKind, usesEcr, services = [], subnets } = placement;
  const ecr = usesEcr ? ['ecr.api', 'ecr.dkr', 's3'] : [];
  const names = [
    ...new Set([...managerServices[executorKind], ...keyServices(placement), ...ecr, ...services]),
  ];
  return [
    towards('manager → GitLab', from, placement.gitlab),
    ...names.map((name) => service(`manager → ${name}`, from, name, region)),
    ...subnets.flatMap((other) =>
      executorPorts[executorKind].map(
        (port): ReachQuery => ({
          purpose: 'manager → executor',
          from,
          to: executorAt(placement, other),
          port,
        }),
      ),
    ),
  ];
}

function executorPaths(placement: Placement, subnetId: string): ReachQuery[] {
  const from = executorAt(placement, subnetId);
  const { gitlab, sshPort, registries = [], mirrors = [], region } = placement;
  return [
    towards('executor → GitLab', from, gitlab),
    ...(sshPort === undefined
      ? []
      : [towards('executor → GitLab over SSH', from, { ...gitlab, port: sshPort })]),
    ...registries.map((one) => towards('executor → registry', from, one)),
    ...mirrors.map((one) => towards('executor → mirror', from, one)),
    service('executor → cache', from, 's3', region),
  ];
}
