import { listField, textField } from './fields.ts';
import { goDurationMs } from './go-duration.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';

/** A step in the life of executors, known by instance id, or with docker-machine by the machine's name. */
export type ExecutorEvent = { ids: readonly string[] } & (
  | { kind: 'discovered' }
  | { kind: 'ready'; bootSeconds?: number }
  | { kind: 'removed' }
  | { kind: 'lost' }
);

/** What a line of taskscaler or docker-machine says of executors, if it does. */
export function executorEvent(line: RunnerLine): ExecutorEvent | undefined {
  switch (line.msg) {
    case message.instanceDiscovery:
      return { kind: 'discovered', ids: idOf(line, 'id') };
    case message.instanceReady:
      return { ...ready(line, 'took'), ids: idOf(line, 'instance') };
    case message.instanceLost:
      return { kind: 'lost', ids: idOf(line, 'instance') };
    case message.readyUpFailed:
      return { kind: 'removed', ids: idOf(line, 'instance') };
    case message.decreasing:
      return { kind: 'removed', ids: listField(line, 'instances') };
    case message.machineCreated:
      return { ...ready(line, 'duration'), ids: idOf(line, 'name') };
    case message.machineRemoval:
      return { kind: 'removed', ids: idOf(line, 'name') };
    default:
      return undefined;
  }
}

function ready(line: RunnerLine, key: string): { kind: 'ready'; bootSeconds?: number } {
  const bootMs = goDurationMs(line.fields[key]);
  return { kind: 'ready', ...(bootMs !== undefined && { bootSeconds: bootMs / 1000 }) };
}

function idOf(line: RunnerLine, key: string): readonly string[] {
  const id = textField(line, key);
  return id === undefined ? [] : [id];
}
