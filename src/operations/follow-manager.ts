import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { LogCursor } from '../domain/logs/cursor.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import { managerSign } from '../domain/runner/manager-sign.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { pages } from './logs.ts';
import type { Clock, LogsPort, ServicePort } from './ports.ts';
import { ServiceWatch } from './watch-service.ts';

interface Input {
  parts: StackParts;
  /** Epoch milliseconds: log lines before it belong to an older manager. */
  since: number;
  concurrency: number;
  timeoutMs: number;
}

interface Deps {
  logs: LogsPort;
  service: ServicePort;
  clock: Clock;
}

export type ManagerOutcome = { state: 'running'; maxBuilds: number; taskId: string } | { state: 'not-yet' };

const pollMs = 2000;

/**
 * Waits until the manager itself says that it runs with this concurrency: the proof of a rollout is the new
 * manager's log line, never "service stable". Error: `manager.refused` when GitLab refuses its token.
 */
export async function* followManager(
  input: Input,
  deps: Deps,
): AsyncGenerator<GlfrEvent, ManagerOutcome, void> {
  const { parts } = input;
  const deadline = deps.clock.now() + input.timeoutMs;
  const cursor = new LogCursor(input.since);
  const watch = new ServiceWatch(deps.service);
  for (;;) {
    const query = { group: parts.logGroup, streamPrefix: parts.logStreamPrefix };
    for await (const page of pages(query, cursor.windowStart(), deps.logs)) {
      for (const event of cursor.accept(page)) {
        yield { type: 'log.line', event };
        const started = startedWith(event, input.concurrency);
        if (!started) continue;
        yield { type: 'manager.started', taskId: started.taskId, maxBuilds: started.maxBuilds };
        return started;
      }
    }
    yield* watch.look(parts.cluster, parts.service);
    if (deps.clock.now() > deadline) return { state: 'not-yet' };
    yield { type: 'waiting', text: `the manager to report max_builds=${input.concurrency}` };
    await deps.clock.sleep(pollMs);
  }
}

function startedWith(
  event: LogEvent,
  concurrency: number,
): (ManagerOutcome & { state: 'running' }) | undefined {
  const sign = managerSign(event.message);
  if (sign?.kind === 'refused') {
    throw new GlfrError({
      code: 'manager.refused',
      message: `GitLab refuses the manager's token: ${sign.text}`,
      suggestions: [
        'glfr runner rotate',
        'glfr deploy (with GLFR_RUNNER_TOKEN set to a valid glrt- token)',
        'glfr logs --since 15m',
      ],
    });
  }
  if (sign?.kind !== 'configured' || sign.maxBuilds !== concurrency) return undefined;
  return { state: 'running', maxBuilds: sign.maxBuilds, taskId: event.stream.split('/').at(-1) ?? '' };
}
