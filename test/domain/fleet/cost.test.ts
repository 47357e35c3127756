import { expect, test } from 'vitest';
import table from '../../../assets/prices.json' with { type: 'json' };
import type { PriceTable } from '../../../src/domain/fleet/cost.ts';
import {
  executorCost,
  executorHourlyCost,
  managerMonthlyCost,
  monthlyCost,
} from '../../../src/domain/fleet/cost.ts';

const prices: PriceTable = { ...table, currency: 'USD' };

test('the manager of facts/capacity.md: a quarter vCPU and half a GB, all month', () => {
  const size = { cpu: 256, memoryMib: 512, publicIp: false };
  expect(managerMonthlyCost(prices, { ...size, architecture: 'x86_64' })).toBeCloseTo(9.01, 2);
  expect(managerMonthlyCost(prices, { ...size, architecture: 'arm64' })).toBeCloseTo(7.21, 2);
  expect(managerMonthlyCost(prices, { ...size, architecture: 'x86_64', publicIp: true })).toBeCloseTo(
    12.66,
    2,
  );
});

test('an executor costs its type, its address and its disk; what is not known is not zero', () => {
  expect(executorHourlyCost(prices, { type: 't3.large', lifecycle: 'on-demand' })).toBe(0.0832);
  expect(executorHourlyCost(prices, { type: 't3.large', lifecycle: 'spot' })).toBeCloseTo(0.0316, 4);
  const full = executorHourlyCost(prices, { type: 't3.large', lifecycle: 'on-demand', publicIp: true }, 40);
  expect(full).toBeCloseTo(0.0832 + 0.005 + (40 * 0.08) / 730, 6);
  expect(executorHourlyCost(prices, { type: 'x9.mega', lifecycle: 'on-demand' })).toBeUndefined();
  expect(executorHourlyCost(prices, { type: 't3a.large', lifecycle: 'spot' })).toBeUndefined();
});

test('a minute is billed at least', () => {
  expect(executorCost(3.6, 10)).toBeCloseTo(0.06, 9);
  expect(executorCost(3.6, 1_000)).toBeCloseTo(1, 9);
  expect(executorCost(undefined, 1_000)).toBeUndefined();
});

test("a plan's cost leaves out the executor of an unknown type", () => {
  const settings = {
    executor: 'docker-autoscaler' as const,
    onDemandPercent: 100,
    managerCpu: 512 as const,
    managerMemory: 1024,
    managerArchitecture: 'arm64' as const,
    instanceTypes: ['x9.mega'],
    disk: 40,
  };
  const cost = monthlyCost(prices, settings);
  expect(cost.managerPerMonth).toBeCloseTo((0.5 * 0.03238 + 0.00356) * 730, 6);
  expect(cost).not.toHaveProperty('executorPerHour');
  expect(cost.pricesDated).toBe(table.dated);
  expect(monthlyCost(prices, { ...settings, instanceTypes: ['t3.large'] }).executorPerHour).toBeGreaterThan(
    0.0832,
  );
});
