import type { ExecutorRow } from '../fleet/executor-row.ts';
import type { Moment } from '../fleet/timeline.ts';
import type { LogEvent } from '../logs/log-event.ts';

/** Result of `glfr executors show`. Times are epoch milliseconds. */
export interface ExecutorShowResult {
  stackName: string;
  id: string;
  /** Missing where EC2 has forgotten it and only the log still knows it. */
  executor?: ExecutorRow;
  timeline: Moment[];
  /** The manager's lines about it and its jobs, oldest first. */
  log: LogEvent[];
  console?: { readAt?: number; lines: string[] };
  /** What could not be read, in sentences. */
  lacking: string[];
  next: string[];
}
