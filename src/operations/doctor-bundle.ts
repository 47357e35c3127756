import { bundleText } from '../domain/doctor/bundle.ts';
import { type Fact, known, unknown } from '../domain/doctor/fact.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { Stack, StackEvent } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { Diagnosis } from './doctor.ts';
import { pages } from './logs.ts';
import type { Clock, LogsPort, StackPort } from './ports.ts';
import { readFact, readFrom } from './read-fact.ts';
import { findParts } from './stack-parts.ts';

interface Deps {
  stacks: StackPort;
  logs: LogsPort;
  clock: Clock;
}

const hour = 3_600_000;
/** CloudWatch reads forward only, so the stretch grows until it holds enough lines. */
const reachesMs = [hour / 6, hour, 6 * hour, 48 * hour];
const logLines = 500;
const stackEvents = 100;

/** The report of `--bundle`, without secrets. */
export async function doctorBundle(
  { facts, result }: Diagnosis,
  about: { versions: readonly string[]; credentials: Credentials },
  deps: Deps,
): Promise<string> {
  const stack = Promise.resolve(facts.stack);
  const [events, log] = await Promise.all([
    readFrom(stack, ({ id }) => readFact(() => lastEvents(id, deps.stacks))),
    readFrom(stack, (found) => readLog(found, deps)),
  ]);
  const { accessToken = '', runnerToken = '' } = about.credentials;
  const inHand = [accessToken, runnerToken];
  return bundleText({ facts, result, versions: about.versions, stackEvents: events, log, inHand });
}

const lastEvents = async (id: string, stacks: StackPort): Promise<StackEvent[]> =>
  (await stacks.events(id)).slice(-stackEvents);

async function readLog(stack: Stack, deps: Deps): Promise<Fact<readonly LogEvent[]>> {
  const parts = await readFact(() => findParts(stack, deps.stacks));
  if (!parts.known) return parts;
  if (!parts.value) return unknown('the stack has no manager yet');
  const query = { group: parts.value.logGroup, streamPrefix: parts.value.logStreamPrefix };
  const now = deps.clock.now();
  let found: Fact<readonly LogEvent[]> = known([]);
  for (const reach of reachesMs) {
    found = await readFact(() => lastLines(query, now - reach, deps.logs));
    if (!found.known || found.value.length >= logLines) break;
  }
  return found;
}

async function lastLines(
  query: { group: string; streamPrefix: string },
  from: number,
  port: LogsPort,
): Promise<LogEvent[]> {
  let lines: LogEvent[] = [];
  for await (const page of pages(query, from, port)) lines = [...lines, ...page].slice(-logLines);
  return lines;
}
