import { analyse } from '../../../src/domain/network/analyse.ts';
import type { NetworkDocument } from '../../../src/domain/network/document/document.ts';
import { shapeSnapshot } from '../../../src/domain/network/document/shape.ts';
import { indexNetwork } from '../../../src/domain/network/index/network.ts';
import { managerGroup } from '../../../src/domain/network/own-groups.ts';
import type { Client, Destination, ReachQuery } from '../../../src/domain/network/query.ts';
import type { ReachPath } from '../../../src/domain/network/result.ts';
import {
  internetGateway,
  nat,
  openAcl,
  type Piece,
  subnet,
  table,
  vpc,
} from '../../../src/sandbox/ec2/networks/draw.ts';

export const gitlabAddress = '198.51.100.7';

interface Ask {
  from?: string | Client;
  to?: string | readonly string[] | Destination;
  groups?: readonly (string | typeof managerGroup)[];
  publicIp?: boolean;
  ipv6?: boolean;
  port?: number;
}

/** From the private subnet, with the manager's group, to a public GitLab on 443, unless said otherwise. */
export function ask(document: NetworkDocument, asked: Ask = {}): ReachPath & { codes: string[] } {
  const { from = 'subnet-private', to = gitlabAddress, groups = [managerGroup], port = 443 } = asked;
  const query: ReachQuery = {
    from:
      typeof from === 'string'
        ? { kind: 'planned', subnetId: from, groups, publicIp: asked.publicIp ?? false, ipv6: asked.ipv6 }
        : from,
    to:
      typeof to === 'object' && 'kind' in to
        ? to
        : { kind: 'host', host: 'gitlab.example.com', addresses: typeof to === 'string' ? [to] : to },
    port,
  };
  const path = analyse(indexNetwork(shapeSnapshot(document)), query);
  return { ...path, codes: path.findings.map(({ code }) => code) };
}

/** A public subnet, a private one with NAT in the public one, and an isolated one. */
export const usual: readonly Piece[] = [
  vpc('vpc-1', '10.0.0.0/16'),
  subnet('subnet-public', '10.0.0.0/24', { MapPublicIpOnLaunch: true }),
  subnet('subnet-private', '10.0.1.0/24'),
  subnet('subnet-isolated', '10.0.2.0/24'),
  internetGateway('igw-1'),
  nat('nat-1', 'subnet-public'),
];
export const mainTable = table('rtb-main', [], { '10.0.0.0/16': 'local' });
export const publicTable = table('rtb-public', ['subnet-public'], {
  '10.0.0.0/16': 'local',
  '0.0.0.0/0': 'igw-1',
});
export const privateTable = (routes: Record<string, string> = { '0.0.0.0/0': 'nat-1' }): Piece =>
  table('rtb-private', ['subnet-private'], { '10.0.0.0/16': 'local', ...routes });
export const open = openAcl('acl-open', 'vpc-1');

export const whole: readonly Piece[] = [...usual, mainTable, publicTable, privateTable(), open];
