import type { DocumentList } from '../../domain/network/document/lists.ts';
import type { Request } from '../handler.ts';
import { hex } from '../ids.ts';
import type { World } from '../world.ts';
import type { Lists } from './drawn-state.ts';
import { interfacesOf } from './interfaces.ts';
import type { Network } from './network.ts';
import { offeredNetworks } from './networks/offered.ts';

const nothing: Network = {
  vpcs: [],
  subnets: [],
  routeTables: [],
  networkAcls: [],
  natGateways: [],
  internetGateways: [],
  securityGroups: [],
  vpcEndpoints: [],
};

/** The drawn network that a `network:<name>` fault asks for; rules added to it stay in this world. */
export function offeredIn(world: World, faults: readonly string[]): Lists | undefined {
  const name = faults.find((fault) => fault.startsWith('network:'))?.slice('network:'.length);
  if (name === undefined) return undefined;
  const known = world.drawn.get(name);
  if (known) return known;
  const made = structuredClone(offeredNetworks[name] ?? {}) as Lists;
  world.drawn.set(name, made);
  return made;
}

/** The network as this request sees it. */
export function networkFor(world: World, { faults }: Request): Network {
  if (faults.includes('no-vpc')) return nothing;
  const lists = offeredIn(world, faults);
  if (lists === undefined) return world.network;
  return {
    vpcs: lists.Vpcs ?? [],
    subnets: lists.Subnets ?? [],
    routeTables: lists.RouteTables ?? [],
    networkAcls: lists.NetworkAcls ?? [],
    natGateways: lists.NatGateways ?? [],
    internetGateways: lists.InternetGateways ?? [],
    securityGroups: lists.SecurityGroups ?? [],
    vpcEndpoints: lists.VpcEndpoints ?? [],
  };
}

/** AWS's own ranges, as far as the sandbox needs them. */
const prefixLists = ['s3', 'dynamodb'].map((service, index) => ({
  PrefixListId: `pl-0${hex(service, 7)}`,
  PrefixListName: `com.amazonaws.us-east-1.${service}`,
  Cidrs: [`198.18.${index * 16}.0/20`],
}));

/** Kinds that the simulated account has beside its networks; all others are drawn ones' alone. */
export function listFor(world: World, request: Request, list: DocumentList): Record<string, unknown>[] {
  const drawn = offeredIn(world, request.faults);
  if (drawn) return drawn[list] ?? [];
  if (request.faults.includes('no-vpc')) return [];
  switch (list) {
    case 'NetworkInterfaces':
      return interfacesOf(world);
    case 'Addresses':
      return world.network.natGateways.flatMap(({ NatGatewayAddresses = [] }) =>
        NatGatewayAddresses.map(({ PublicIp, PrivateIp, AllocationId, NetworkInterfaceId }) => ({
          ...{ PublicIp, AllocationId, NetworkInterfaceId },
          ...{ PrivateIpAddress: PrivateIp, Domain: 'vpc' },
        })),
      );
    case 'VpcEndpoints':
      return world.network.vpcEndpoints.map((endpoint) => ({ ...endpoint }));
    case 'PrefixLists':
      return prefixLists;
    case 'DhcpOptions':
      return [...new Set(world.network.vpcs.map(({ DhcpOptionsId }) => DhcpOptionsId))].map(
        (DhcpOptionsId) => ({
          DhcpOptionsId,
          DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
        }),
      );
    default:
      return [];
  }
}
