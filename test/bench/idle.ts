import { Selection } from '../../src/domain/logs/selection.ts';
import { tailLogs } from '../../src/operations/tail-logs.ts';
import { printLine } from './table.ts';

const seconds = 600;

/** The requests of a followed log in which nothing happens, by a clock that only sleeping moves. */
export async function measureIdle(): Promise<void> {
  let now = 1_700_000_000_000;
  let requests = 0;
  const asked = async <T>(answer: T): Promise<T> => {
    requests += 1;
    return answer;
  };
  const clock = {
    now: () => now,
    sleep: async (wait: number) => {
      now += wait;
    },
  };
  const logs = {
    page: () => asked({ events: [] }),
    streams: () => asked([]),
    live: () => Promise.reject(new Error('none')),
  };
  const service = { describe: () => asked(undefined), tasks: () => asked([]) };
  const input = {
    ...{ group: 'g', streamPrefix: 's', from: now, follow: true, timeoutMs: seconds * 1000 },
    ...{ manager: { cluster: 'c', service: 's' } },
    newSelection: () => new Selection({ noise: true, context: 0 }),
  };
  for await (const _ of tailLogs(input, { logs, service, clock }));
  const measured = requests / seconds;
  printLine({
    what: 'an idle logs --follow',
    ours: `${requests} in ${seconds / 60}m`,
    measured,
    budget: 0.5,
    unit: '/s',
  });
}
