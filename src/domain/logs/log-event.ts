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
  streamPrefix?: string | undefined;
  /** Inclusive, epoch milliseconds. */
  from: number;
  /** Inclusive, epoch milliseconds. */
  until?: number | undefined;
  /** CloudWatch's own filter pattern, passed through. */
  filter?: string | undefined;
  next?: string | undefined;
  limit?: number | undefined;
  /** Errors that pass are told to the caller soon, who tries again himself and can say so. */
  impatient?: boolean | undefined;
}

/** A log stream; glfr's are named `<prefix>/<container>/<task id>`. */
export interface LogStream {
  name: string;
  /** Epoch milliseconds. */
  createdAt: number;
}

/** A line of Live Tail: the same as an event, but without an id. */
export type LiveEvent = Omit<LogEvent, 'id'>;

/** What Live Tail sends each second. `sampled`: there were more than it shows. */
export interface LiveUpdate {
  events: readonly LiveEvent[];
  sampled: boolean;
}

/** The task that writes a stream. */
export const taskOf = (stream: string): string => stream.split('/').at(-1) ?? stream;
