import {
  ListHostedZonesByVPCCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
  type VPCRegion,
} from '@aws-sdk/client-route-53';
import { type Connection, clientConfig, equip } from '../connection.ts';
import type { Sweep } from './sweep.ts';

interface Zone {
  HostedZoneId: string;
  Name: string;
  VPCs: { VPCId: string }[];
  ResourceRecordSets?: ResourceRecordSet[];
}

/** The private zones of these VPCs; records only of those that may answer for one of the hosts. */
export async function readZones(
  sweep: Sweep,
  connection: Connection,
  about: { vpcIds: readonly string[]; hosts: readonly string[]; region: string },
): Promise<void> {
  const client = sweep.counted(equip(new Route53Client(clientConfig(connection)), connection));
  await sweep.allow('HostedZones', zones(sweep, client, about));
}

async function zones(
  sweep: Sweep,
  client: Route53Client,
  about: { vpcIds: readonly string[]; hosts: readonly string[]; region: string },
): Promise<Zone[]> {
  const found = new Map<string, Zone>();
  const lists = await Promise.all(
    about.vpcIds.map(async (VPCId) => ({ VPCId, all: await zonesOf(sweep, client, VPCId, about.region) })),
  );
  for (const { VPCId, all } of lists)
    for (const { HostedZoneId = '', Name = '' } of all) {
      const known = found.get(HostedZoneId) ?? { HostedZoneId, Name, VPCs: [] };
      found.set(HostedZoneId, { ...known, VPCs: [...known.VPCs, { VPCId }] });
    }
  const answers = ({ Name }: Zone): boolean => {
    const name = Name.replace(/\.$/, '');
    return about.hosts.some((host) => host === name || host.endsWith(`.${name}`));
  };
  return Promise.all(
    [...found.values()].map(async (zone) => {
      const own = { ...zone, Id: zone.HostedZoneId, Config: { PrivateZone: true } };
      if (!answers(zone)) return own;
      const records = await sweep.detail('HostedZones', recordsOf(sweep, client, zone.HostedZoneId));
      return { ...own, ...(records && { ResourceRecordSets: records }) };
    }),
  );
}

async function zonesOf(sweep: Sweep, client: Route53Client, VPCId: string, region: string) {
  const found: { HostedZoneId?: string | undefined; Name?: string | undefined }[] = [];
  let NextToken: string | undefined;
  do {
    const input = { VPCId, VPCRegion: region as VPCRegion, ...(NextToken && { NextToken }) };
    const command = new ListHostedZonesByVPCCommand(input);
    const page = await sweep.once(() => client.send(command, sweep.options));
    found.push(...(page.HostedZoneSummaries ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

async function recordsOf(
  sweep: Sweep,
  client: Route53Client,
  HostedZoneId: string,
): Promise<ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let next: object | undefined = {};
  while (next) {
    const command: ListResourceRecordSetsCommand = new ListResourceRecordSetsCommand({
      HostedZoneId,
      ...next,
    });
    const page = await sweep.once(() => client.send(command, sweep.options));
    found.push(...(page.ResourceRecordSets ?? []));
    next = page.IsTruncated
      ? {
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }
  return found;
}
