import * as z from 'zod';
import type { Read } from '../read.ts';
import type * as net from '../snapshot-gateways.ts';
import { anyCidr, flag, id, list, named, sparse, tags, text } from './field.ts';

export const transitGateway = z
  .object({
    TransitGatewayId: id,
    OwnerId: text,
    Options: z.object({ SecurityGroupReferencingSupport: text }).optional(),
    Tags: tags,
  })
  .transform(
    (raw): net.TransitGateway => ({
      id: raw.TransitGatewayId,
      ...named(raw.Tags),
      securityGroupReferencing: raw.Options?.SecurityGroupReferencingSupport === 'enable',
      ...sparse({ ownerId: raw.OwnerId }),
    }),
  );

export const transitAttachment = z
  .object({
    TransitGatewayAttachmentId: id,
    TransitGatewayId: text,
    ResourceType: text,
    ResourceId: text,
    State: text,
    Association: z.object({ TransitGatewayRouteTableId: text, State: text }).optional(),
  })
  .transform(
    (raw): net.TransitAttachment => ({
      id: raw.TransitGatewayAttachmentId,
      transitGatewayId: raw.TransitGatewayId ?? '',
      resourceType: raw.ResourceType ?? 'unknown',
      resourceId: raw.ResourceId ?? '',
      state: raw.State ?? 'unknown',
      ...((raw.Association?.State ?? 'associated') === 'associated' &&
        sparse({ routeTableId: raw.Association?.TransitGatewayRouteTableId })),
    }),
  );

export const transitVpcAttachment = z
  .object({
    TransitGatewayAttachmentId: id,
    TransitGatewayId: text,
    VpcId: id,
    State: text,
    SubnetIds: list(z.string()),
    Options: z.object({ SecurityGroupReferencingSupport: text, Ipv6Support: text }).optional(),
  })
  .transform(
    (raw): net.TransitVpcAttachment => ({
      id: raw.TransitGatewayAttachmentId,
      transitGatewayId: raw.TransitGatewayId ?? '',
      vpcId: raw.VpcId,
      state: raw.State ?? 'unknown',
      subnetIds: raw.SubnetIds,
      // Rule G6: on by default for an attachment, off for the gateway.
      securityGroupReferencing: raw.Options?.SecurityGroupReferencingSupport !== 'disable',
      ipv6: raw.Options?.Ipv6Support === 'enable',
    }),
  );

export const transitRoute = z
  .object({
    DestinationCidrBlock: anyCidr.optional(),
    PrefixListId: text,
    Type: text,
    State: text,
    TransitGatewayAttachments: list(z.object({ TransitGatewayAttachmentId: text, ResourceType: text })),
  })
  .transform((raw): net.TransitRoute[] =>
    raw.DestinationCidrBlock === undefined
      ? []
      : [
          {
            destination: raw.DestinationCidrBlock,
            type: raw.Type === 'propagated' ? 'propagated' : 'static',
            state: raw.State ?? 'unknown',
            attachments: raw.TransitGatewayAttachments.flatMap((one) =>
              one.TransitGatewayAttachmentId === undefined
                ? []
                : [{ id: one.TransitGatewayAttachmentId, resourceType: one.ResourceType ?? 'unknown' }],
            ),
            ...sparse({ prefixListId: raw.PrefixListId }),
          },
        ],
  );

/** With the answer of `search-transit-gateway-routes` beside it: `Routes` and `AdditionalRoutesAvailable`. */
export const transitRouteTable = z
  .object({
    TransitGatewayRouteTableId: id,
    TransitGatewayId: text,
    Routes: z.array(transitRoute).optional(),
    AdditionalRoutesAvailable: flag,
  })
  .transform(
    (raw): net.TransitRouteTable => ({
      id: raw.TransitGatewayRouteTableId,
      transitGatewayId: raw.TransitGatewayId ?? '',
      routes: routesOf(raw.Routes?.flat(), raw.AdditionalRoutesAvailable === true),
    }),
  );

/** An answer that was cut short may lack the very route that wins. */
const routesOf = (items: net.TransitRoute[] | undefined, cut: boolean): Read<net.TransitRoute> =>
  items === undefined || cut
    ? { readable: false, permission: 'ec2:SearchTransitGatewayRoutes', leftOut: true }
    : { readable: true, items };
