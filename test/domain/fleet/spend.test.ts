import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PriceTable } from '../../../src/domain/fleet/cost.ts';
import type { Instance } from '../../../src/domain/fleet/instance.ts';
import { monthStart, type SpendFacts, spend } from '../../../src/domain/fleet/spend.ts';
import { jobLog, life, type Said, start } from '../runner/jobs/log.ts';

const prices = JSON.parse(
  readFileSync(new URL('../../../assets/prices.json', import.meta.url), 'utf8'),
) as PriceTable;
const hour = 3_600_000;
const now = start + 2 * hour;
const settings = {
  managerCpu: 512,
  managerMemory: 1024,
  managerArchitecture: 'arm64',
  instanceTypes: ['t3.large'],
  disk: 30,
} as const;
const facts = (more: Partial<SpendFacts>): SpendFacts => ({
  ...{ prices, settings: { ...settings, instanceTypes: ['t3.large'] }, publicIp: false, instances: [] },
  ...{ log: jobLog([]), logFrom: start, createdAt: start, now, ...more },
});
const instance = (id: string, more: Partial<Instance> = {}): Instance => ({
  ...{ id, type: 't3.large', state: 'running', lifecycle: 'on-demand', zone: 'a', tags: {} },
  ...{ launchedAt: now - hour, ...more },
});
const executorHour = 0.0832 + (30 * 0.08) / 730;

describe('costs', () => {
  it('begin with the month, or with the stack', () => {
    expect(new Date(monthStart(now)).toISOString()).toBe('2026-11-01T00:00:00.000Z');
    expect(spend(facts({})).month).toMatchObject({ since: new Date(start).toISOString(), executors: 0 });
    expect(spend(facts({})).month.manager).toBeCloseTo(2 * 0.019745, 3);
    const old = spend(facts({ createdAt: 0, logFrom: now - hour }));
    expect(old.month).toMatchObject({
      ...{ since: '2026-11-01T00:00:00.000Z', executorsSince: new Date(now - hour).toISOString() },
    });
  });

  it('count what runs by EC2, also what the log does not name', () => {
    const cost = spend(facts({ instances: [instance('i-9'), instance('i-8', { state: 'terminated' })] }));
    expect(cost.now.executorsPerHour).toBeCloseTo(executorHour, 5);
    expect(cost.month).toMatchObject({ executorHours: 1 });
    expect(cost.month.executors).toBeCloseTo(executorHour, 5);
  });

  it('count what is gone by the log, from launch to end', () => {
    const { month } = spend(facts({ log: jobLog(life) }));
    expect(month.executorHours * 3600).toBeCloseTo(69, 3);
    expect(month.executors).toBeCloseTo((executorHour * 69) / 3600, 6);
  });

  it('count until the last word where no line says that it went', () => {
    const silent = life.filter(([, msg]) => msg !== 'decreasing instances');
    expect(spend(facts({ log: jobLog(silent) })).month.executorHours * 3600).toBeCloseTo(68, 3);
    // EC2 still has it.
    const alive = facts({
      log: jobLog(silent),
      instances: [instance('i-1', { launchedAt: start + 12_000 })],
    });
    expect(spend(alive).month.executorHours * 3600).toBeCloseTo(7188, 3);
  });

  it('count only what lies in the time that was read', () => {
    const cut = facts({ log: jobLog(life), logFrom: start + 61_000 });
    expect(spend(cut).month.executorHours * 3600).toBeCloseTo(20, 3);
    expect(spend(facts({ log: jobLog(life), logFrom: start + hour })).month.executorHours).toBe(0);
  });

  it('say where a price is not known', () => {
    expect(spend(facts({ instances: [instance('i-9', { type: 'x9.huge' })] })).now).toMatchObject({
      ...{ unpriced: 1, executorsPerHour: 0 },
    });
  });

  it('know docker-machine by the name of the machine', () => {
    const name = 'runner-abc-glfr-1700000000-0a1b2c3d';
    const lines: Said[] = [[100, 'Machine created', { name, duration: 61_000_000_000 }]];
    const cost = spend(facts({ log: jobLog(lines), instances: [instance('i-9', { name })] }));
    expect(cost.month.executorHours).toBe(1);
  });
});
