import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LogEvent, LogPage, LogQuery } from '../../src/domain/logs/log-event.ts';
import { Selection } from '../../src/domain/logs/selection.ts';
import { tailLogs } from '../../src/operations/tail-logs.ts';

const total = 1_000_000;
const perSecond = 500;
const start = 1_700_000_000_000;
const pageSize = 10_000;

const eventAt = (index: number): LogEvent => ({
  id: String(index).padStart(56, '0'),
  time: start + Math.floor((index * 1000) / perSecond),
  ingestedAt: start + Math.floor((index * 1000) / perSecond) + 3000,
  stream: 'manager/manager/0123456789abcdef0123456789abcdef',
  message: `{"job":${index},"level":"info","msg":"Job succeeded"}`,
});

/** A log of a million events, 500 a second, that is written while it is followed: nothing of it is kept. */
export async function followedMemory(): Promise<string> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let now = start;
  const page = async ({ from, next }: LogQuery): Promise<LogPage> => {
    const first =
      next === undefined ? Math.max(0, Math.ceil(((from - start) * perSecond) / 1000)) : Number(next);
    const last = Math.min(total, Math.floor(((now - 3000 - start) * perSecond) / 1000));
    const end = Math.min(last, first + pageSize);
    const events = Array.from({ length: Math.max(0, end - first) }, (_, index) => eventAt(first + index));
    return { events, ...(end < last && { next: String(end) }) };
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const logs = { page, streams: async () => [], live: () => Promise.reject(new Error('none')) };
  const service = { describe: async () => undefined, tasks: async () => [] };
  const input = {
    ...{ group: 'g', streamPrefix: 's', from: start, follow: true, timeoutMs: 2_200_000 },
    ...{ manager: { cluster: 'c', service: 's' } },
    newSelection: () => new Selection({ noise: true, context: 0 }),
  };
  let shown = 0;
  const heap: number[] = [];
  for await (const event of tailLogs(input, { logs, service, clock })) {
    if (event.type !== 'log.lines') continue;
    const before = shown;
    shown += event.lines.length;
    if (Math.floor(before / 250_000) === Math.floor(shown / 250_000)) continue;
    collect();
    heap.push(Math.round(process.memoryUsage().heapUsed / 1024 / 1024));
  }
  return `a log followed over ${shown} events: heap after each quarter ${heap.join(', ')} MB`;
}
