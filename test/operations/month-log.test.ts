import { describe, expect, it } from 'vitest';
import type { LogQuery } from '../../src/domain/logs/log-event.ts';
import { formatRecord } from '../../src/domain/simulation/log-record.ts';
import { MonthLog } from '../../src/operations/month-log.ts';
import type { LogsPort } from '../../src/operations/ports.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 24, 12);
const parts = { cluster: 'c', service: 's', logGroup: 'g', logStreamPrefix: 'manager', executorGroup: '' };

/** A log in which each day's lines take so many pages; one executor comes every day at noon. */
function port(pagesOf: (days: number) => number): Pick<LogsPort, 'page'> & { asked: LogQuery[] } {
  const asked: LogQuery[] = [];
  return {
    asked,
    async page(query) {
      asked.push(query);
      const { from, until = now, next = '1' } = query;
      const all = Math.ceil(pagesOf((until - from) / dayMs));
      const days = Array.from({ length: 40 }, (_, day) => now - day * dayMs);
      const events = days
        .filter((time) => time >= from && time <= until && next === '1')
        .map((time) => ({
          ...{ id: `${time}`, time, ingestedAt: time, stream: 'manager/m/1' },
          message: formatRecord({
            ...{ time, level: 'info', msg: 'instance is ready' },
            fields: { instance: `i-${time}`, took: 1 },
          }),
        }));
      return { events, ...(Number(next) < all && { next: String(Number(next) + 1) }) };
    },
  };
}

describe('the month', () => {
  it('is read in a few calls where the log is small', async () => {
    const logs = port(() => 1);
    const month = new MonthLog(parts, logs);
    expect(await month.readOn(now - 23 * dayMs, now)).toBe(now - 23 * dayMs);
    expect(logs.asked.length).toBe(10);
    expect(month.log.executors.size).toBe(24);
    expect(logs.asked[0]?.filter).toContain('?"instance is ready"');
  });

  it('is read in part where it is large, says so, and goes on the next time', async () => {
    const logs = port((days) => days * 9);
    const month = new MonthLog(parts, logs);
    const reached: number[] = [];
    for (let time = 0; time < 40; time += 1) {
      const before = logs.asked.length;
      reached.push((now - (await month.readOn(now - 10 * dayMs, now))) / dayMs);
      expect(logs.asked.length - before).toBeLessThanOrEqual(31);
    }
    expect(reached[0]).toBeGreaterThan(0.5);
    expect(reached.at(-1)).toBe(10);
    expect(reached).toEqual(reached.toSorted((a, b) => a - b));
  });

  it('reads what is new', async () => {
    const logs = port(() => 1);
    const month = new MonthLog(parts, logs);
    await month.readOn(now - dayMs, now - 60_000);
    await month.readOn(now - dayMs, now);
    expect(logs.asked.at(-1)).toMatchObject({ from: now - 120_000, until: now });
    expect(month.log.executors.has(`i-${now}`)).toBe(true);
  });
});
