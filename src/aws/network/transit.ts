import {
  type EC2Client,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGatewayRouteTables,
  paginateDescribeTransitGateways,
  paginateDescribeTransitGatewayVpcAttachments,
  SearchTransitGatewayRoutesCommand,
  type TransitGatewayRoute,
  type TransitGatewayRouteTable,
} from '@aws-sdk/client-ec2';
import { mentions } from './mentions.ts';
import type { Sweep } from './sweep.ts';

/** Transit gateways with their attachments and tables, where a route leads to one. */
export function readTransit(sweep: Sweep, client: EC2Client): Promise<void>[] {
  if (mentions(sweep.list('RouteTables'), /^tgw-/).size === 0) return [];
  const tables = sweep.pages(
    paginateDescribeTransitGatewayRouteTables({ client }, {}, sweep.options),
    (page) => page.TransitGatewayRouteTables,
  );
  return [
    sweep.allowAll('TransitGateways', client, paginateDescribeTransitGateways),
    sweep.allowAll('TransitGatewayAttachments', client, paginateDescribeTransitGatewayAttachments),
    sweep.allowAll('TransitGatewayVpcAttachments', client, paginateDescribeTransitGatewayVpcAttachments),
    sweep.allow(
      'TransitGatewayRouteTables',
      tables.then((found) => Promise.all(found.map((table) => withRoutes(sweep, client, table)))),
    ),
  ];
}

/** Active and blackhole routes: a route that drops still wins (rule A4). */
async function withRoutes(sweep: Sweep, client: EC2Client, table: TransitGatewayRouteTable): Promise<object> {
  const found = await sweep.detail('TransitGatewayRouteTables', search(sweep, client, table));
  return { ...table, ...found };
}

async function search(
  sweep: Sweep,
  client: EC2Client,
  { TransitGatewayRouteTableId }: TransitGatewayRouteTable,
): Promise<{ Routes: TransitGatewayRoute[]; AdditionalRoutesAvailable?: boolean }> {
  const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];
  const Routes: TransitGatewayRoute[] = [];
  let NextToken: string | undefined;
  let isCut = false;
  do {
    const input = { TransitGatewayRouteTableId, Filters, MaxResults: 1000, ...(NextToken && { NextToken }) };
    const command = new SearchTransitGatewayRoutesCommand(input);
    const page = await sweep.once(() => client.send(command, sweep.options));
    Routes.push(...(page.Routes ?? []));
    NextToken = page.NextToken;
    isCut = page.AdditionalRoutesAvailable === true && NextToken === undefined;
  } while (NextToken);
  return { Routes, ...(isCut && { AdditionalRoutesAvailable: true }) };
}
