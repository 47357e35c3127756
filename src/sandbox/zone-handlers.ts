import { awsError } from './aws-error.ts';
import { listFor } from './ec2/lists.ts';
import { type Handlers, reads } from './handler.ts';
import { page } from './pages.ts';

type Zone = Record<string, unknown> & { Id?: string; Name?: string; VPCs?: { VPCId?: string }[] };

const badToken = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');
const idOf = ({ Id = '' }: Zone): string => Id.replace('/hostedzone/', '');

/** Route 53: the private zones of a VPC, and their records. */
export const zoneHandlers: Handlers = {
  ListHostedZonesByVPC: reads((world, input: { VPCId?: string; NextToken?: string }, request) => {
    const zones = listFor(world, request, 'HostedZones') as Zone[];
    const own = zones.filter(({ VPCs = [] }) => VPCs.some(({ VPCId }) => VPCId === input.VPCId));
    const { items, next } = page(own, input.NextToken, undefined, badToken);
    return {
      HostedZoneSummaries: items.map((zone) => ({ HostedZoneId: idOf(zone), Name: zone.Name })),
      MaxItems: 100,
      ...(next && { NextToken: next }),
    };
  }),
  ListResourceRecordSets: reads((world, { HostedZoneId }: { HostedZoneId?: string }, request) => {
    const zones = listFor(world, request, 'HostedZones') as Zone[];
    const zone = zones.find((one) => idOf(one) === HostedZoneId?.replace('/hostedzone/', ''));
    if (!zone) throw awsError('NoSuchHostedZone', `No hosted zone found with ID: ${HostedZoneId}`);
    return { ResourceRecordSets: zone.ResourceRecordSets ?? [], IsTruncated: false, MaxItems: 300 };
  }),
};
