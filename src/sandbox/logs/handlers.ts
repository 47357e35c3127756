import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { awsError } from '../aws-error.ts';
import { type Handlers, type Request, reads } from '../handler.ts';
import { page } from '../pages.ts';
import { account, region, type World } from '../world.ts';
import { filterFor } from './filter.ts';
import type { Lateness, LogEventRecord } from './store.ts';
import { describeLogStreams } from './streams.ts';

/** One request looks at so many events, or at so much time, and then hands over a token. */
const mostScanned = 500;
const sliceMs = 6 * 3_600_000;

const badToken = (): Error => awsError('InvalidParameterException', 'The specified nextToken is invalid.');

/** A place in the order of events: everything up to and including it was looked at. */
interface Place {
  at: number;
  ingestedAt: number;
  id: string;
}

const encode = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function decode(token: string | undefined): Place | undefined {
  if (token === undefined) return undefined;
  try {
    const place = JSON.parse(Buffer.from(token, 'base64url').toString()) as Place;
    if (typeof place.at === 'number') return place;
  } catch {
    // Said below.
  }
  throw badToken();
}

function isBehind(event: LogEventRecord, place: Place): boolean {
  if (event.at !== place.at) return event.at < place.at;
  if (event.ingestedAt !== place.ingestedAt) return event.ingestedAt < place.ingestedAt;
  return event.id <= place.id;
}

function groupName({ logGroupName, logGroupIdentifier }: FilterLogEventsCommandInput): string {
  const [, fromArn] = /:log-group:([^:]+)/.exec(logGroupIdentifier ?? '') ?? [];
  return logGroupName ?? fromArn ?? logGroupIdentifier ?? '';
}

function check(world: World, input: FilterLogEventsCommandInput): string {
  const name = groupName(input);
  if (!world.logs.has(name)) {
    throw awsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  if (input.logStreamNames && input.logStreamNamePrefix) {
    const message = 'You cannot specify logStreamNames and logStreamNamePrefix at the same time.';
    throw awsError('InvalidParameterException', message);
  }
  return name;
}

function filterLogEvents(world: World, input: FilterLogEventsCommandInput, { faults }: Request) {
  const name = check(world, input);
  const { now } = world.engine;
  const isEmpty = faults.includes('empty-pages') && !input.nextToken?.startsWith('e-');
  if (isEmpty) return { events: [], searchedLogStreams: [], nextToken: `e-${input.nextToken ?? ''}` };
  const place = decode(input.nextToken?.replace(/^e-/, '') || undefined);
  const created = world.logs.all.find((group) => group.name === name)?.createdAt ?? 0;
  const from = Math.max(input.startTime ?? 0, created, place?.at ?? 0);
  const until = Math.min(input.endTime ?? now, now);
  const limit = Math.min(input.limit ?? 10_000, mostScanned);
  const matches = filterFor(input);
  const events: LogEventRecord[] = [];
  const sliceEnd = from + sliceMs;
  let scanned = 0;
  let last: Place | undefined;
  const next = (): string | undefined => (last === undefined ? undefined : encode(last));
  for (const event of world.logs.read(name, { from, until, now, late: latenessOf(faults) })) {
    if (place !== undefined && isBehind(event, place)) continue;
    if (event.at > sliceEnd)
      return { events: events.map(shown), searchedLogStreams: [], nextToken: nextSlice(sliceEnd) };
    if (events.length >= limit || scanned >= mostScanned) {
      return { events: events.map(shown), searchedLogStreams: [], nextToken: next() };
    }
    scanned += 1;
    last = { at: event.at, ingestedAt: event.ingestedAt, id: event.id };
    if (matches(event)) events.push(event);
  }
  return { events: events.map(shown), searchedLogStreams: [] };
}

function latenessOf(faults: readonly string[]): Lateness {
  if (faults.includes('later-logs')) return 'very';
  return faults.includes('late-logs') ? 'some' : 'none';
}

const nextSlice = (at: number): string => encode({ at, ingestedAt: Number.MAX_SAFE_INTEGER, id: '' });

const shown = (event: LogEventRecord) => ({
  eventId: event.id,
  logStreamName: event.stream,
  timestamp: event.at,
  ingestionTime: event.ingestedAt,
  message: event.message,
});

function describeLogGroups(world: World, input: DescribeLogGroupsCommandInput) {
  const groups = world.logs.all
    .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
    .filter(({ name }) => name.includes(input.logGroupNamePattern ?? ''))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = page(groups, input.nextToken, input.limit, badToken);
  return {
    logGroups: items.map(({ name, createdAt, retentionDays }) => ({
      logGroupName: name,
      arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
      logGroupArn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
      creationTime: createdAt,
      retentionInDays: retentionDays,
      metricFilterCount: 0,
      storedBytes: 0,
      logGroupClass: 'STANDARD' as const,
    })),
    nextToken: next,
  };
}

export const logsHandlers: Handlers = {
  FilterLogEvents: reads<FilterLogEventsCommandInput, FilterLogEventsCommandOutput>(filterLogEvents),
  DescribeLogStreams: reads<DescribeLogStreamsCommandInput, DescribeLogStreamsCommandOutput>(
    describeLogStreams,
  ),
  DescribeLogGroups: reads<DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput>(describeLogGroups),
};
