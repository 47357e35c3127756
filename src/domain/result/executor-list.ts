import type { ExecutorRow } from '../fleet/executor-row.ts';

/** The executors of a stack at one moment. */
export interface ExecutorList {
  stackName: string;
  rows: ExecutorRow[];
  /** What could not be read, in sentences: what it would have told is not in the rows. */
  lacking: string[];
  /** The most there may be at once. */
  limit?: number;
  /** Date of the prices, where there are any. */
  pricesDated?: string;
}
