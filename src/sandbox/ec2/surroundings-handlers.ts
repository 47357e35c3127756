import type { Filter } from '@aws-sdk/client-ec2';
import type { DocumentList } from '../../domain/network/document/lists.ts';
import { awsError } from '../aws-error.ts';
import { type Handler, type Handlers, reads } from '../handler.ts';
import { choose } from './choose.ts';
import { listFor, networkFor } from './lists.ts';

interface Asked {
  Filters?: Filter[];
  NextToken?: string;
  MaxResults?: number;
}

type Item = Record<string, unknown> & { Tags?: { Key?: string; Value?: string }[] };

const textAt = (item: Item, key: string): string | undefined => {
  const value = item[key];
  return typeof value === 'string' ? value : undefined;
};

/** A list by its name in the answer, the field that names an item, and the filters beside the common ones. */
function listing(
  list: DocumentList,
  answer: string,
  id: string,
  fields: Record<string, string> = {},
): Handler {
  const names = { 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId', ...fields };
  const facets = Object.fromEntries(
    Object.entries(names).map(([name, field]) => [name, (item: Item) => [textAt(item, field)]]),
  );
  return reads((world, input: Asked, request) => {
    const { items, next } = choose<Item>(listFor(world, request, list), input, {
      id: (item) => textAt(item, id),
      missing: 'InvalidID.NotFound',
      facets,
    });
    return { [answer]: items, ...(next && { NextToken: next }) };
  });
}

const describeVpcAttribute = reads((world, input: { VpcId?: string; Attribute?: string }, request) => {
  const { VpcId = '', Attribute = '' } = input;
  if (!networkFor(world, request).vpcs.some((vpc) => vpc.VpcId === VpcId))
    throw awsError('InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`);
  const key = Attribute.charAt(0).toUpperCase() + Attribute.slice(1);
  const told = listFor(world, request, 'VpcAttributes').find((one) => one.VpcId === VpcId && key in one);
  return { VpcId, [key]: told?.[key] ?? { Value: true } };
});

const prefixListEntries = reads(
  (world, { PrefixListId, NextToken, MaxResults }: Asked & { PrefixListId?: string }, request) => {
    const found = listFor(world, request, 'ManagedPrefixLists').find(
      (one) => one.PrefixListId === PrefixListId,
    );
    if (!found) throw awsError('InvalidPrefixListID.NotFound', `'${PrefixListId}' does not exist`);
    const asked = { ...(NextToken && { NextToken }), ...(MaxResults && { MaxResults }) };
    const { items, next } = choose((found.Entries ?? []) as Item[], asked, noFilters);
    return { Entries: items, ...(next && { NextToken: next }) };
  },
);

const noFilters = { id: () => undefined, missing: '', facets: {} };

const searchTransitRoutes = reads(
  (world, { TransitGatewayRouteTableId: id }: { TransitGatewayRouteTableId?: string }, request) => {
    const table = listFor(world, request, 'TransitGatewayRouteTables').find(
      (one) => one.TransitGatewayRouteTableId === id,
    );
    if (!table) throw awsError('InvalidRouteTableID.NotFound', `The route table '${id}' does not exist`);
    return { Routes: table.Routes ?? [], AdditionalRoutesAvailable: false };
  },
);

/** What is around the networks: who has addresses, and everything that routes and rules can lead to. */
export const surroundingsHandlers: Handlers = {
  DescribeNetworkInterfaces: listing('NetworkInterfaces', 'NetworkInterfaces', 'NetworkInterfaceId'),
  DescribeAddresses: listing('Addresses', 'Addresses', 'PublicIp'),
  DescribeVpcEndpoints: listing('VpcEndpoints', 'VpcEndpoints', 'VpcEndpointId', { 'vpc-id': 'VpcId' }),
  DescribePrefixLists: listing('PrefixLists', 'PrefixLists', 'PrefixListId'),
  DescribeManagedPrefixLists: listing('ManagedPrefixLists', 'PrefixLists', 'PrefixListId', {
    'prefix-list-id': 'PrefixListId',
  }),
  GetManagedPrefixListEntries: prefixListEntries,
  DescribeDhcpOptions: listing('DhcpOptions', 'DhcpOptions', 'DhcpOptionsId'),
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeEgressOnlyInternetGateways: listing(
    'EgressOnlyInternetGateways',
    'EgressOnlyInternetGateways',
    'EgressOnlyInternetGatewayId',
  ),
  DescribeVpcPeeringConnections: listing(
    'VpcPeeringConnections',
    'VpcPeeringConnections',
    'VpcPeeringConnectionId',
  ),
  DescribeVpnGateways: listing('VpnGateways', 'VpnGateways', 'VpnGatewayId'),
  DescribeVpnConnections: listing('VpnConnections', 'VpnConnections', 'VpnConnectionId'),
  DescribeVpcBlockPublicAccessExclusions: listing(
    'VpcBlockPublicAccessExclusions',
    'VpcBlockPublicAccessExclusions',
    'ExclusionId',
  ),
  DescribeTransitGateways: listing('TransitGateways', 'TransitGateways', 'TransitGatewayId'),
  DescribeTransitGatewayAttachments: listing(
    'TransitGatewayAttachments',
    'TransitGatewayAttachments',
    'TransitGatewayAttachmentId',
  ),
  DescribeTransitGatewayVpcAttachments: listing(
    'TransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    'TransitGatewayAttachmentId',
  ),
  DescribeTransitGatewayRouteTables: listing(
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTableId',
  ),
  SearchTransitGatewayRoutes: searchTransitRoutes,
};
