import * as z from 'zod';
import type * as net from '../snapshot.ts';
import { anyCidr, cidr4, cidr6, flag, id, list, named, sparse, tags, text } from './field.ts';

const route = z
  .object({
    DestinationCidrBlock: cidr4.optional(),
    DestinationIpv6CidrBlock: cidr6.optional(),
    DestinationPrefixListId: text,
    NatGatewayId: text,
    TransitGatewayId: text,
    VpcPeeringConnectionId: text,
    GatewayId: text,
    EgressOnlyInternetGatewayId: text,
    NetworkInterfaceId: text,
    InstanceId: text,
    LocalGatewayId: text,
    CarrierGatewayId: text,
    CoreNetworkArn: text,
    State: text,
    Origin: text,
  })
  .transform((raw): net.Route[] => {
    const destination =
      raw.DestinationCidrBlock ?? raw.DestinationIpv6CidrBlock ?? raw.DestinationPrefixListId;
    return destination === undefined
      ? []
      : [
          {
            destination,
            target: targetOf(raw),
            // A state nobody has heard of yet is not taken for a good one.
            state: raw.State === 'active' ? 'active' : raw.State === 'blackhole' ? 'blackhole' : 'filtered',
            origin: raw.Origin === 'EnableVgwRoutePropagation' ? 'propagated' : 'static',
          },
        ];
  });

/** Which of the many fields names the target; empty for a kind that did not exist when this was written. */
const targetOf = (raw: Partial<Record<string, string | undefined>>): string =>
  raw.NatGatewayId ??
  raw.TransitGatewayId ??
  raw.VpcPeeringConnectionId ??
  raw.GatewayId ??
  raw.EgressOnlyInternetGatewayId ??
  raw.NetworkInterfaceId ??
  raw.InstanceId ??
  raw.LocalGatewayId ??
  raw.CarrierGatewayId ??
  raw.CoreNetworkArn ??
  '';

const association = z
  .object({
    Main: flag,
    SubnetId: text,
    GatewayId: text,
    AssociationState: z.object({ State: text }).optional(),
  })
  .transform((raw) => ((raw.AssociationState?.State ?? 'associated') === 'associated' ? [raw] : []));

export const routeTable = z
  .object({
    RouteTableId: id,
    VpcId: id,
    Associations: list(association),
    Routes: list(route),
    Tags: tags,
  })
  .transform((raw): net.RouteTable => {
    const associations = raw.Associations.flat();
    return {
      id: raw.RouteTableId,
      vpcId: raw.VpcId,
      ...named(raw.Tags),
      isMain: associations.some(({ Main }) => Main === true),
      subnetIds: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      gatewayIds: associations.flatMap(({ GatewayId }) => GatewayId ?? []),
      routes: raw.Routes.flat(),
    };
  });

export const prefixList = z
  .object({ PrefixListId: id, PrefixListName: text, Cidrs: z.array(anyCidr).optional() })
  .transform(
    (raw): net.PrefixList => ({
      id: raw.PrefixListId,
      name: raw.PrefixListName ?? raw.PrefixListId,
      ...sparse({ cidrs: raw.Cidrs }),
    }),
  );

/** With the answer of `get-managed-prefix-list-entries` as `Entries`. */
export const managedPrefixList = z
  .object({
    PrefixListId: id,
    PrefixListName: text,
    Entries: z.array(z.object({ Cidr: anyCidr })).optional(),
  })
  .transform(
    (raw): net.PrefixList => ({
      id: raw.PrefixListId,
      name: raw.PrefixListName ?? raw.PrefixListId,
      ...sparse({ cidrs: raw.Entries?.map(({ Cidr }) => Cidr) }),
    }),
  );
