import { hasCode } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import { namesOf } from '../domain/fleet/machine-name.ts';
import { jobsOn, linesAbout, namesIn, type ReadLine, timelineOf } from '../domain/fleet/timeline.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { ExecutorShowResult } from '../domain/result/executor-show.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { executorOfJob } from './executor-of-job.ts';
import { type FleetRead, readExecutors } from './executors.ts';
import { ambiguous, checkExecutorId, isWholeName, noSuchExecutor, rowOf } from './find-executor.ts';
import { jobOfStack, looksLikeJob } from './job-of-stack.ts';
import { pages } from './logs.ts';
import type { LogsPort, MachinesPort } from './ports.ts';
import type { FleetDeps } from './read-fleet.ts';
import { findParts } from './stack-parts.ts';

interface Input {
  stackName?: string | undefined;
  /** Instance id, machine's name, the beginning of either, or a job's number or address. */
  wanted: string;
  prices?: PriceTable | undefined;
  /** How many of the console's last lines. */
  consoleLines: number;
}

interface Deps extends FleetDeps {
  machines: MachinesPort;
}

/** The manager writes of a machine some seconds before EC2's launch time at the most. */
const marginMs = 120_000;
/** Of a machine that EC2 has forgotten, this much of the log is searched. */
const searchedMs = 86_400_000;

/** The life of one machine: what EC2, the manager's log and its own console say of it. */
export async function showExecutor(input: Input, deps: Deps): Promise<ExecutorShowResult> {
  const { wanted, prices } = input;
  if (!looksLikeJob(wanted)) checkExecutorId(wanted);
  const read = await readExecutors({ stackName: input.stackName, all: true, prices }, deps);
  const { stack, instances } = read;
  const parts = await findParts(stack, deps.stacks);
  const searchedFrom = deps.clock.now() - searchedMs;
  const typed = await executorTyped(wanted, read, { parts, from: searchedFrom }, deps);
  const executor = rowOf(typed, read, 'show');
  const since = executor?.launchedAt === undefined ? searchedFrom : executor.launchedAt - marginMs;
  const [events, console] = await Promise.all([
    parts && read.log.reader ? eventsSince(parts, since, deps.logs) : [],
    executor ? consoleOf(executor.id, input.consoleLines, deps.machines) : { lacking: [] },
  ]);
  const lines = events.map((event): ReadLine & { event: LogEvent } => {
    const line = parseLogLine(event.message);
    const time = (line.kind === 'runner' ? line.time : undefined) ?? event.time;
    return { time, line, text: event.message, event };
  });
  const id = executor?.id ?? nameInLog(typed, lines);
  const names = executor ? namesOf(executor) : [id ?? ''].filter(Boolean);
  const about = new Set(linesAbout(names, jobsOn(names, lines), lines));
  if (id === undefined || (!executor && about.size === 0))
    throw await noSuchExecutor(typed, read, deps.fleet);
  const instance = instances.find(({ id }) => id === executor?.id) ?? {};
  return {
    ...{ stackName: stack.name, id },
    ...(executor && { executor }),
    timeline: timelineOf(instance, names, lines),
    log: lines.flatMap((line) => (about.has(line) ? [line.event] : [])),
    ...('output' in console && { console: console.output }),
    lacking: [...read.list.lacking, ...console.lacking],
    next: nextFor(executor?.state, id, stack.parameters.Ssm === 'true'),
  };
}

/** As it was typed, or the executor of the job that was typed. */
async function executorTyped(
  wanted: string,
  read: FleetRead,
  search: { parts: StackParts | undefined; from: number },
  { logs, clock }: Pick<Deps, 'logs' | 'clock'>,
): Promise<string> {
  if (!looksLikeJob(wanted)) return wanted;
  const { id } = jobOfStack(wanted, read.stack, 'glfr executors show');
  return executorOfJob(id, read, { ...search, now: clock.now() }, logs);
}

/** The whole name of one that EC2 has forgotten; `undefined`: the log has none. Error: `executor.ambiguous` (2). */
function nameInLog(text: string, lines: readonly ReadLine[]): string | undefined {
  if (isWholeName(text)) return text;
  const names = namesIn(lines).filter((name) => name.startsWith(text));
  if (names.length < 2) return names[0];
  throw ambiguous(
    text,
    names.map((name) => `glfr executors show ${name}`),
  );
}

async function eventsSince(parts: StackParts, from: number, port: LogsPort): Promise<LogEvent[]> {
  const query = { group: parts.logGroup, streamPrefix: parts.logStreamPrefix };
  const found: LogEvent[] = [];
  for await (const events of pages(query, from, port)) for (const event of events) found.push(event);
  return found;
}

type Console = { output: NonNullable<ExecutorShowResult['console']>; lacking: string[] };

async function consoleOf(
  id: string,
  most: number,
  machines: MachinesPort,
): Promise<Console | { lacking: string[] }> {
  if (most === 0) return { lacking: [] };
  try {
    const { text, readAt } = await machines.console(id);
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    const output = { lines: lines.slice(-most), ...(readAt !== undefined && { readAt }) };
    return { output, lacking: [] };
  } catch (error) {
    if (!hasCode(error, 'aws.denied', 'aws.throttled')) throw error;
    return { lacking: [`${error.message} So its console is not shown.`] };
  }
}

function nextFor(state: string | undefined, id: string, takesSessions: boolean): string[] {
  if (state === undefined || state === 'terminated') return ['glfr executors ls'];
  if (state === 'orphan' || state === 'stuck') return ['glfr executors prune', `glfr executors stop ${id}`];
  const stop =
    state === 'busy' ? `glfr executors stop ${id} --force (fails its job)` : `glfr executors stop ${id}`;
  return takesSessions ? [`glfr executors connect ${id}`, stop] : [stop];
}
