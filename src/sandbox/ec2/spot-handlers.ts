import type {
  CancelSpotInstanceRequestsCommandInput,
  DescribeSpotInstanceRequestsCommandInput,
  RequestSpotInstancesCommandInput,
  SpotInstanceRequest,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';
import { type Facets, filtered } from './filters.ts';

/** It stays open: the sandbox has no spot capacity of its own. */
function requestSpot({ loose, engine }: World, input: RequestSpotInstancesCommandInput) {
  const request: SpotInstanceRequest = {
    SpotInstanceRequestId: `sir-${hex(`spot:${loose.spotRequests.length}`, 8)}`,
    State: 'open',
    Type: input.Type ?? 'one-time',
    CreateTime: new Date(engine.now),
    LaunchSpecification: {
      InstanceType: input.LaunchSpecification?.InstanceType,
      KeyName: input.LaunchSpecification?.KeyName,
    },
  };
  loose.spotRequests.push(request);
  return { SpotInstanceRequests: [request] };
}

const facets: Facets<SpotInstanceRequest> = {
  state: ({ State }) => [State],
  'launch.key-name': ({ LaunchSpecification }) => [LaunchSpecification?.KeyName],
  'spot-instance-request-id': ({ SpotInstanceRequestId }) => [SpotInstanceRequestId],
};

function describeSpot({ loose }: World, input: DescribeSpotInstanceRequestsCommandInput) {
  const found = filtered(loose.spotRequests, input.Filters, facets);
  const invalid = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');
  const { items, next } = page(found, input.NextToken, input.MaxResults, invalid);
  return { SpotInstanceRequests: items, ...(next && { NextToken: next }) };
}

function cancelSpot({ loose }: World, input: CancelSpotInstanceRequestsCommandInput) {
  const found = (input.SpotInstanceRequestIds ?? []).map((id) => {
    const request = loose.spotRequests.find((one) => one.SpotInstanceRequestId === id);
    if (request) return request;
    const message = `The spot instance request ID '${id}' does not exist`;
    throw awsError('InvalidSpotInstanceRequestID.NotFound', message);
  });
  for (const request of found) request.State = 'cancelled';
  return {
    CancelledSpotInstanceRequests: found.map(({ SpotInstanceRequestId }) => ({
      ...{ SpotInstanceRequestId, State: 'cancelled' as const },
    })),
  };
}

export const spotHandlers: Handlers = {
  RequestSpotInstances: changes(requestSpot),
  DescribeSpotInstanceRequests: reads(describeSpot),
  CancelSpotInstanceRequests: changes(cancelSpot),
};
