import * as z from 'zod';
import type { Read } from '../read.ts';
import type * as net from '../snapshot-front.ts';
import { list, number, sparse, text } from './field.ts';

const nested = <T>(items: readonly T[] | undefined, permission: string): Read<T> =>
  items ? { readable: true, items } : { readable: false, permission, leftOut: true };

const attributes = z.array(z.object({ Key: text, Value: text })).optional();
const attribute = (all: z.infer<typeof attributes>, key: string): boolean | undefined => {
  const value = all?.find(({ Key }) => Key === key)?.Value;
  return value === undefined ? undefined : value === 'true';
};

const listener = z
  .object({
    Port: number,
    Protocol: text,
    DefaultActions: list(
      z.object({
        TargetGroupArn: text,
        ForwardConfig: z.object({ TargetGroups: list(z.object({ TargetGroupArn: text })) }).optional(),
      }),
    ),
  })
  .transform(
    (raw): net.Listener => ({
      port: raw.Port ?? 0,
      protocol: raw.Protocol ?? '',
      targetGroups: [
        ...new Set(
          raw.DefaultActions.flatMap((one) => [
            ...(one.TargetGroupArn ? [one.TargetGroupArn] : []),
            ...(one.ForwardConfig?.TargetGroups.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []) ?? []),
          ]),
        ),
      ],
    }),
  );

/** With the answers of `describe-listeners` and `describe-load-balancer-attributes` as `Listeners` and `Attributes`. */
export const loadBalancer = z
  .object({
    LoadBalancerArn: z.string(),
    LoadBalancerName: text,
    DNSName: text,
    Type: text,
    VpcId: text,
    State: z.object({ Code: text }).optional(),
    SecurityGroups: list(z.string()),
    AvailabilityZones: list(z.object({ ZoneName: text, SubnetId: text })),
    Listeners: z.array(listener).optional(),
    Attributes: attributes,
  })
  .transform(
    (raw): net.LoadBalancer => ({
      arn: raw.LoadBalancerArn,
      name: raw.LoadBalancerName ?? raw.LoadBalancerArn,
      dnsName: (raw.DNSName ?? '').toLowerCase(),
      type: raw.Type ?? 'unknown',
      vpcId: raw.VpcId ?? '',
      state: raw.State?.Code ?? 'unknown',
      groups: raw.SecurityGroups,
      zones: raw.AvailabilityZones.map(({ ZoneName, SubnetId }) => ({
        zone: ZoneName ?? '',
        subnetId: SubnetId ?? '',
      })),
      ...sparse({ crossZone: attribute(raw.Attributes, 'load_balancing.cross_zone.enabled') }),
      listeners: nested(raw.Listeners, 'elasticloadbalancing:DescribeListeners'),
    }),
  );

const health = z
  .object({
    Target: z.object({ Id: z.string(), Port: number }),
    TargetHealth: z.object({ State: text }).optional(),
  })
  .transform(
    (raw): net.Target => ({
      id: raw.Target.Id,
      state: raw.TargetHealth?.State ?? 'unknown',
      ...sparse({ port: raw.Target.Port }),
    }),
  );

/** With the answers of `describe-target-health` and `describe-target-group-attributes` beside it. */
export const targetGroup = z
  .object({
    TargetGroupArn: z.string(),
    TargetGroupName: text,
    Port: number,
    VpcId: text,
    TargetType: text,
    TargetHealthDescriptions: z.array(health).optional(),
    Attributes: attributes,
  })
  .transform(
    (raw): net.TargetGroup => ({
      arn: raw.TargetGroupArn,
      name: raw.TargetGroupName ?? raw.TargetGroupArn,
      targetType: raw.TargetType ?? 'instance',
      targets: nested(raw.TargetHealthDescriptions, 'elasticloadbalancing:DescribeTargetHealth'),
      ...sparse({
        port: raw.Port,
        vpcId: raw.VpcId,
        preservesClientIp: attribute(raw.Attributes, 'preserve_client_ip.enabled'),
      }),
    }),
  );

const bare = (name: string): string => name.replace(/\.$/, '').toLowerCase();

const record = z
  .object({
    Name: z.string(),
    Type: z.string(),
    ResourceRecords: list(z.object({ Value: z.string() })),
    AliasTarget: z.object({ DNSName: z.string() }).optional(),
  })
  .transform(
    (raw): net.HostRecord => ({
      name: bare(raw.Name),
      type: raw.Type,
      values: raw.ResourceRecords.map(({ Value }) => Value),
      ...sparse({ alias: raw.AliasTarget && bare(raw.AliasTarget.DNSName) }),
    }),
  );

/** With its VPCs (`VPCs`) and the answer of `list-resource-record-sets` (`ResourceRecordSets`). */
export const hostedZone = z
  .object({
    Id: text,
    HostedZoneId: text,
    Name: z.string(),
    Config: z.object({ PrivateZone: z.boolean().optional() }).optional(),
    VPCs: list(z.object({ VPCId: text })),
    ResourceRecordSets: z.array(record).optional(),
  })
  .transform(
    (raw): net.HostedZone => ({
      id: (raw.Id ?? raw.HostedZoneId ?? raw.Name).replace('/hostedzone/', ''),
      name: bare(raw.Name),
      isPrivate: raw.Config?.PrivateZone ?? raw.VPCs.length > 0,
      vpcIds: raw.VPCs.flatMap(({ VPCId }) => VPCId ?? []),
      records: nested(raw.ResourceRecordSets, 'route53:ListResourceRecordSets'),
    }),
  );

/** A rule of `list-resolver-rules`, with the VPCs it is associated with (`VPCIds`). */
export const resolverRule = z
  .object({ Id: z.string(), DomainName: text, RuleType: text, VPCIds: list(z.string()) })
  .transform((raw): net.ResolverRule[] =>
    raw.RuleType === 'FORWARD'
      ? [{ id: raw.Id, domain: bare(raw.DomainName ?? ''), vpcIds: raw.VPCIds }]
      : [],
  );
