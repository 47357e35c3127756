/** One CloudWatch log event. Times are epoch milliseconds. */
export interface LogEvent {
  id: string;
  time: number;
  ingestedAt: number;
  stream: string;
  message: string;
}

/** One page of FilterLogEvents; it may be empty and still have a `next`. */
export interface LogPage {
  events: readonly LogEvent[];
  next?: string;
}

export interface LogQuery {
  group: string;
  streamPrefix?: string;
  /** Inclusive, epoch milliseconds. */
  from: number;
  /** Inclusive, epoch milliseconds. */
  until?: number;
  /** CloudWatch's own filter pattern. */
  filter?: string;
  next?: string;
  limit?: number;
}
