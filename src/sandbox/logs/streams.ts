import type { DescribeLogStreamsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { awsError } from '../aws-error.ts';
import { page } from '../pages.ts';
import { account, region, type World } from '../world.ts';

/** Streams by name. Without `lastEventTimestamp`: AWS tells it up to an hour late, so no one should rely on it. */
export function describeLogStreams(world: World, input: DescribeLogStreamsCommandInput) {
  const { logGroupName: group = '', logStreamNamePrefix: prefix = '', nextToken, limit, orderBy } = input;
  if (!world.logs.has(group))
    throw awsError('ResourceNotFoundException', 'The specified log group does not exist.');
  if (orderBy === 'LastEventTime' && prefix !== '')
    throw awsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
  const found = world.logs.streamsOf(group).filter(([name]) => name.startsWith(prefix));
  const { items, next } = page(found, nextToken, limit, () =>
    awsError('InvalidParameterException', 'The specified nextToken is invalid.'),
  );
  return {
    logStreams: items.map(([name, createdAt]) => ({
      logStreamName: name,
      creationTime: createdAt,
      arn: `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:${name}`,
      storedBytes: 0,
    })),
    nextToken: next,
  };
}
