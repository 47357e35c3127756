import { expect, test } from 'vitest';
import { scalePlan } from '../../../src/domain/stack/scale-plan.ts';
import type { Stack } from '../../../src/domain/stack/stack.ts';

const stack: Stack = {
  ...{ name: 'ci', id: 'arn:stack/ci', status: 'UPDATE_COMPLETE', tags: {}, createdAt: 0 },
  parameters: { Concurrency: '4', IdleCount: '1', RunnerToken: '****' },
  outputs: {},
};
const place = { region: 'eu-central-1', account: '123456789012' };

test('scale: one parameter changes, every other one is kept, the token unseen', () => {
  expect(scalePlan(stack, 8, place)).toEqual({
    ...{ action: 'update', stackName: 'ci', ...place, resources: [], warnings: [] },
    changes: [{ parameter: 'Concurrency', from: '4', to: '8' }],
    parameters: { Concurrency: { value: '8' }, IdleCount: { keep: true }, RunnerToken: { keep: true } },
  });
});

test('scale to what it is already does nothing', () => {
  expect(scalePlan(stack, 4, place)).toMatchObject({ action: 'none', changes: [] });
});

test('a stack without the parameter is not of this template', () => {
  const other = { ...stack, parameters: { IdleCount: '1' } };
  expect(() => scalePlan(other, 8, place)).toThrow(
    expect.objectContaining({ code: 'stack.no-concurrency', exitCode: 2 }),
  );
});
