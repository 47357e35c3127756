import { LogCursor } from '../domain/logs/cursor.ts';
import type { Selection } from '../domain/logs/selection.ts';
import type { Shown } from '../domain/logs/shown.ts';
import { LogPass, type PassQuery } from './log-pass.ts';
import type { LogsPort } from './ports.ts';

const hour = 3_600_000;
/** How far back is looked, each time from the beginning of that stretch: a choice depends on the lines before. */
const reachesMs = [hour / 6, hour, 6 * hour, 24 * hour, 7 * 24 * hour];

interface Input {
  query: PassQuery;
  count: number;
  /** Not further back than this; epoch milliseconds. */
  from: number;
  now: number;
  newSelection: () => Selection;
}

export interface LastLines {
  lines: Shown[];
  /** How many events were read for them. */
  read: number;
  /** Both stand behind the newest line, for a tail that goes on from here. */
  cursor: LogCursor;
  selection: Selection;
}

/**
 * The last lines that are wanted, whenever they were written. CloudWatch can only be read forward on every endpoint,
 * so the stretch is made longer until there are enough, or nothing is left.
 */
export async function lastLines(input: Input, port: Pick<LogsPort, 'page'>): Promise<LastLines> {
  const { now, from, count } = input;
  const starts = [...reachesMs.map((reach) => now - reach).filter((start) => start > from), from];
  let found = emptyAt(count === 0 ? now : from, input);
  if (count === 0) return found;
  for (const start of starts) {
    found = await readFrom(start, input, port);
    if (found.lines.length >= count) break;
  }
  return found;
}

function emptyAt(from: number, { newSelection }: Input): LastLines {
  return { lines: [], read: 0, cursor: new LogCursor(from), selection: newSelection() };
}

async function readFrom(start: number, input: Input, port: Pick<LogsPort, 'page'>): Promise<LastLines> {
  const found = emptyAt(start, input);
  const { cursor, selection } = found;
  cursor.open(input.now);
  for await (const events of new LogPass(input.query, cursor).read(port)) {
    found.read += events.length;
    found.lines.push(...selection.take(events));
    if (found.lines.length > 2 * input.count) found.lines = found.lines.slice(-input.count);
  }
  cursor.close(true);
  found.lines = found.lines.slice(-input.count);
  return found;
}
