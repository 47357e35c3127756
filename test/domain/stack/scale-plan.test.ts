import { expect, test } from 'vitest';
import { executorsFor } from '../../../src/domain/settings/size.ts';
import { scalePlan } from '../../../src/domain/stack/scale-plan.ts';
import type { Stack } from '../../../src/domain/stack/stack.ts';

const stack: Stack = {
  ...{ name: 'ci', id: 'arn:stack/ci', status: 'UPDATE_COMPLETE', tags: {}, createdAt: 0 },
  parameters: { Concurrency: '4', MaxExecutors: '6', IdleCount: '1', RunnerToken: '****' },
  outputs: {},
};
const place = { region: 'eu-central-1', account: '123456789012' };

const wanted = (concurrency: number, more: object = {}) => ({
  ...{ concurrency, maxExecutors: executorsFor(concurrency), idle: 1, idleTime: 1200, schedules: [] },
  ...more,
});

test('scale: the group follows the jobs, every other parameter is kept, the token unseen', () => {
  expect(scalePlan(stack, wanted(8), place)).toEqual({
    ...{ action: 'update', stackName: 'ci', ...place, resources: [], warnings: [] },
    changes: [
      { parameter: 'Concurrency', from: '4', to: '8' },
      { parameter: 'MaxExecutors', from: '6', to: '10' },
    ],
    parameters: {
      ...{ Concurrency: { value: '8' }, MaxExecutors: { value: '10' } },
      ...{ IdleCount: { keep: true }, RunnerToken: { keep: true } },
    },
  });
});

test('scale to what it is already does nothing', () => {
  expect(scalePlan(stack, wanted(4), place)).toMatchObject({ action: 'none', changes: [] });
});

test('a stack without the parameter is not of this template', () => {
  const other = { ...stack, parameters: { IdleCount: '1' } };
  expect(() => scalePlan(other, wanted(8), place)).toThrow(
    expect.objectContaining({ code: 'stack.no-concurrency', exitCode: 2 }),
  );
});
