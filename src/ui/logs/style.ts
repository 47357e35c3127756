import type { Highlighter } from './highlight.ts';

/** How a log line is written: for people, with or without details; as it is stored; for machines. */
export const logFormats = ['pretty', 'short', 'raw', 'json', 'logfmt'] as const;
export type LogFormat = (typeof logFormats)[number];

/** How its time is written, if at all. */
export const timestampForms = ['short', 'iso', 'relative', 'none'] as const;
export type TimestampForm = (typeof timestampForms)[number];

export interface LogStyle {
  /** Nothing chosen: `pretty` on a terminal; in a pipe one safe line each, with its time. */
  format?: LogFormat | undefined;
  timestamps?: TimestampForm | undefined;
  /** Times of the short form in UTC instead of here. */
  utc: boolean;
  isTty: boolean;
  /** Of a terminal, asked for each line: windows are resized. Without it nothing is wrapped. */
  columns?: (() => number) | undefined;
  colour: boolean;
  now: () => number;
  highlight?: Highlighter | undefined;
}
