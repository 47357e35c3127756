import type { SeenSymptom } from '../domain/check/report.ts';
import { hasCode } from '../domain/error.ts';
import type { ReachPath } from '../domain/network/result.ts';
import { explains, type Symptom, symptomOf } from '../domain/network/symptoms.ts';
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

const lookBackMs = 3_600_000;
const shown = 160;

interface Seen {
  line: string;
  at: number;
  count: number;
}

/**
 * What the last hour says of the network: the manager's log, and why ECS stopped its tasks. `undefined` where
 * it may not be read.
 */
export async function readSymptoms(
  stack: Stack,
  paths: readonly ReachPath[],
  deps: Deps,
): Promise<SeenSymptom[] | undefined> {
  try {
    const seen = await collect(stack, deps);
    return [...seen].map(([symptom, { line, at, count }]) => ({
      ...{ line, at, count, cause: symptom.cause, fix: symptom.fix },
      explainedBy: explains(symptom, paths),
    }));
  } catch (error) {
    if (hasCode(error, 'aws.denied', 'logs.group-not-found')) return undefined;
    throw error;
  }
}

async function collect(stack: Stack, deps: Deps): Promise<Map<Symptom, Seen>> {
  const seen = new Map<Symptom, Seen>();
  const add = (text: string, at: number): void => {
    const symptom = symptomOf(text);
    if (symptom === undefined) return;
    const count = (seen.get(symptom)?.count ?? 0) + 1;
    seen.set(symptom, { line: text.length > shown ? `${text.slice(0, shown)}…` : text, at, count });
  };
  const parts = await findParts(stack, deps.stacks);
  if (!parts) return seen;
  const from = deps.clock.now() - lookBackMs;
  const tasks = await deps.service.tasks(parts.cluster, parts.service);
  for (const { stoppedReason, createdAt = 0 } of tasks) if (stoppedReason) add(stoppedReason, createdAt);
  const query = { group: parts.logGroup, streamPrefix: parts.logStreamPrefix };
  for await (const page of pages(query, from, deps.logs))
    for (const { message, time } of page) add(message, time);
  return seen;
}
