import type { Selection } from '../domain/logs/selection.ts';

export interface TailInput {
  group: string;
  /** Streams that begin so: all of the manager, or one task's. */
  streamPrefix: string;
  /** Epoch milliseconds, inclusive; where `lines` is given not further back than this. */
  from: number;
  /** Epoch milliseconds, inclusive. */
  until?: number | undefined;
  /** CloudWatch's own filter pattern. */
  filter?: string | undefined;
  follow: boolean;
  /** Begin with so many of the last lines. */
  lines?: number | undefined;
  newSelection: () => Selection;
  /** End following after this. */
  timeoutMs?: number | undefined;
  /** End following when the manager's task has stopped. */
  exitWhenStopped?: boolean | undefined;
  /** Live Tail as well. */
  live?: boolean | undefined;
  manager: { cluster: string; service: string };
  taskId?: string | undefined;
}

/** `until`: that time has passed; `stopped`: the task that was watched; `timeout`: the time that was given. */
export type TailEnd = 'read' | 'until' | 'stopped' | 'timeout';

/** Lines shown, routine lines left out, events read. */
export interface TailResult {
  lines: number;
  hidden: number;
  read: number;
  ended: TailEnd;
}
