import { hex } from '../ids.ts';

interface StoredEvent {
  at: number;
  /** Tells events apart that are otherwise equal; also their order. */
  sequence: number;
  stream: string;
  /** Made when asked for: most lines are never read. */
  text: () => string;
}

export interface LogEventRecord {
  id: string;
  at: number;
  ingestedAt: number;
  stream: string;
  message: string;
}

export interface LogGroup {
  name: string;
  createdAt: number;
  retentionDays?: number | undefined;
}

interface Held extends LogGroup {
  events: StoredEvent[];
  /** When each stream was made, by name. */
  streams: Map<string, number>;
  sequence: number;
}

/** What a group keeps at most; older events are forgotten, as if their retention had ended. */
const mostEvents = 30_000;
const day = 86_400_000;
/** The awslogs driver sends what it has every five seconds. */
const flushMs = 5000;

function firstAt(events: readonly StoredEvent[], time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const share = (key: string): number => Number.parseInt(hex(key, 6), 16) / 2 ** 24;

/** `some`: 5 % come 6 to 25 s late; `very`: some of those up to 9 minutes. */
export type Lateness = 'none' | 'some' | 'very';

function ingestedAt(event: StoredEvent, late: Lateness): number {
  const onTime = Math.floor(event.at / flushMs) * flushMs + flushMs + 120 + (event.sequence % 90);
  if (late === 'none' || share(`late:${event.sequence}`) >= 0.05) return onTime;
  const most = late === 'very' ? 534_000 : 19_000;
  return event.at + 6000 + Math.round(share(`by:${event.sequence}`) * most);
}

const eventId = (event: StoredEvent): string =>
  `3${event.at}${String(event.sequence).padStart(12, '0')}`.padEnd(56, '0');

/** CloudWatch Logs: groups and their events. */
export class LogStore {
  private readonly groups = new Map<string, Held>();

  createGroup(group: LogGroup): void {
    this.groups.set(group.name, { ...group, events: [], streams: new Map(), sequence: 0 });
  }

  updateGroup(name: string, retentionDays: number | undefined): void {
    const group = this.groups.get(name);
    if (group) group.retentionDays = retentionDays;
  }

  deleteGroup(name: string): void {
    this.groups.delete(name);
  }

  get all(): readonly LogGroup[] {
    return [...this.groups.values()];
  }

  has(name: string): boolean {
    return this.groups.has(name);
  }

  /** Streams by name, with when they were made. */
  streamsOf(name: string): readonly (readonly [name: string, createdAt: number])[] {
    return [...(this.groups.get(name)?.streams ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Takes one line; a group that is not there takes none. */
  write(groupName: string, stream: string, at: number, text: () => string): void {
    const group = this.groups.get(groupName);
    if (group === undefined) return;
    const event = { at: Math.floor(at), sequence: group.sequence, stream, text };
    group.sequence += 1;
    if (!group.streams.has(stream)) group.streams.set(stream, event.at);
    const { events } = group;
    let index = events.length;
    while (index > 0 && (events[index - 1]?.at ?? 0) > event.at) index -= 1;
    if (index === events.length) events.push(event);
    else events.splice(index, 0, event);
    if (events.length > mostEvents * 1.25) group.events = events.slice(-mostEvents);
  }

  /** Events between two times, both included, that have arrived by `now`, in CloudWatch's order. */
  *read(
    name: string,
    span: { from: number; until: number; now: number; late: Lateness },
  ): Generator<LogEventRecord> {
    const group = this.groups.get(name);
    if (group === undefined) return;
    const oldest = group.retentionDays === undefined ? 0 : span.now - group.retentionDays * day;
    const { events } = group;
    let index = firstAt(events, Math.max(span.from, oldest));
    while (index < events.length) {
      const { at } = events[index] as StoredEvent;
      if (at > span.until) return;
      const end = firstAt(events, at + 1);
      const tied = events
        .slice(index, end)
        .map((event) => ({ event, ingestedAt: ingestedAt(event, span.late) }));
      tied.sort((a, b) => a.ingestedAt - b.ingestedAt || a.event.sequence - b.event.sequence);
      for (const { event, ingestedAt: arrived } of tied) {
        if (arrived > span.now) continue;
        yield { id: eventId(event), at, ingestedAt: arrived, stream: event.stream, message: event.text() };
      }
      index = end;
    }
  }
}
