import { GlfrError } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import { shapeSnapshot } from '../domain/network/document/shape.ts';
import type { NetworkSnapshot } from '../domain/network/snapshot.ts';
import { againWithout } from '../domain/typed-command.ts';
import type { IdentityPort, NetworkPort } from './ports.ts';

export interface Discovered {
  account: string;
  arn: string;
  region: string;
  snapshot: NetworkSnapshot;
}

/** Who is calling, where, and what networks there are. Error: `network.no-vpc`. */
export async function* discover(deps: {
  identity: IdentityPort;
  network: NetworkPort;
}): Operation<Discovered> {
  yield { type: 'phase.started', phase: 'discover', text: 'Looking at your AWS account' };
  // The network is read while the caller's identity is still on its way; identity's error speaks first.
  const reading = deps.network.document();
  reading.catch(() => {});
  const identity = await deps.identity.whoAmI();
  yield { type: 'identity.known', ...identity };
  const snapshot = shapeSnapshot(await reading);
  const { vpcs, subnets, routeTables, networkAcls, natGateways, internetGateways } = snapshot;
  const unreadable = [routeTables, networkAcls, natGateways, internetGateways].flatMap((read) =>
    read.readable ? [] : [read.permission],
  );
  yield { type: 'network.read', vpcs: vpcs.length, subnets: subnets.length, unreadable };
  if (vpcs.length === 0 || subnets.length === 0) {
    const what = vpcs.length === 0 ? 'no VPC' : 'no subnet in any VPC';
    throw new GlfrError({
      code: 'network.no-vpc',
      message: `There is ${what} in ${identity.region}, and the runner needs one to live in.`,
      suggestions: ['aws ec2 create-default-vpc', `${againWithout('--region')} --region ANOTHER`],
    });
  }
  const text = `${counted(vpcs.length, 'VPC')} and ${counted(subnets.length, 'subnet')} in ${identity.region}`;
  yield { type: 'phase.ended', phase: 'discover', text, outcome: 'done' };
  return { ...identity, snapshot };
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
