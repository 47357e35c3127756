import { hasCode } from '../domain/error.ts';
import { jobEvent } from '../domain/runner/job-event.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import { managerSign } from '../domain/runner/manager-sign.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Task } from '../domain/stack/service.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { pages } from './logs.ts';
import type { Clock, LogsPort, ServicePort, StackPort } from './ports.ts';
import { findParts } from './stack-parts.ts';

interface Deps {
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  clock: Clock;
}

/** A refused manager rests for an hour between its tries (`unhealthy_interval`). */
const lookBackMs = 75 * 60_000;

/**
 * When GitLab last refused the token of the manager that runs now, by its own log: the only one who can tell of the
 * token that is really in the stack. `unknown` without a running manager, or without the right to read.
 */
export async function lastRefusal(stack: Stack, deps: Deps): Promise<number | 'never' | 'unknown'> {
  try {
    return await refusalOf(stack, deps);
  } catch (error) {
    if (hasCode(error, 'aws.denied', 'logs.group-not-found')) return 'unknown';
    throw error;
  }
}

/** As `lastRefusal`, but what cannot be read is an error. */
export async function refusalOf(stack: Stack, deps: Deps): Promise<number | 'never' | 'unknown'> {
  const parts = await findParts(stack, deps.stacks);
  const task = parts && (await currentTask(parts, deps.service));
  return parts && task ? readRefusal(parts, task, deps) : 'unknown';
}

/** The task of the primary deployment: an older one that ends its jobs has the older token. */
async function currentTask(parts: StackParts, port: ServicePort): Promise<Task | undefined> {
  const [service, tasks] = await Promise.all([
    port.describe(parts.cluster, parts.service),
    port.tasks(parts.cluster, parts.service),
  ]);
  const primary = service?.deployments.find(({ status }) => status === 'PRIMARY');
  return tasks.find(({ startedBy, lastStatus }) => startedBy === primary?.id && lastStatus === 'RUNNING');
}

async function readRefusal(
  parts: StackParts,
  { id, startedAt = 0 }: Task,
  deps: Deps,
): Promise<number | 'never'> {
  const query = { group: parts.logGroup, streamPrefix: `${parts.logStreamPrefix}/manager/${id}` };
  let refused: number | undefined;
  for await (const page of pages(query, Math.max(startedAt, deps.clock.now() - lookBackMs), deps.logs)) {
    for (const { message, time } of page) {
      if (managerSign(message)?.kind === 'refused') refused = time;
      else if (takesJob(message)) refused = undefined;
    }
  }
  return refused ?? 'never';
}

/** A job that came after a refusal says that the refusal is over. */
function takesJob(message: string): boolean {
  const line = parseLogLine(message);
  return line.kind === 'runner' && jobEvent(line)?.kind === 'added';
}
