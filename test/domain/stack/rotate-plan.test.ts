import { expect, test } from 'vitest';
import { rotatePlan } from '../../../src/domain/stack/rotate-plan.ts';
import type { Stack } from '../../../src/domain/stack/stack.ts';

const stack: Stack = {
  ...{ name: 'ci', id: 'arn:stack/ci', status: 'UPDATE_COMPLETE', tags: {}, createdAt: 0 },
  parameters: { Concurrency: '4', RunnerToken: '****', TokenSetAt: '', RunnerId: '41' },
  outputs: {},
};
const place = { region: 'eu-central-1', account: '123456789012' };
const url = 'https://gitlab.example.com';

test('rotate: the token alone changes, every other parameter is kept', () => {
  const plan = rotatePlan(stack, { from: 'reset', runnerId: 41, url }, place);
  expect(plan).toEqual({
    ...{ action: 'update', stackName: 'ci', ...place, resources: [] },
    changes: [{ parameter: 'RunnerToken', to: '(secret)' }],
    parameters: {
      ...{ Concurrency: { keep: true }, RunnerToken: { keep: true } },
      ...{ TokenSetAt: { keep: true }, RunnerId: { keep: true } },
    },
    resetsToken: { runnerId: 41, url },
    warnings: [expect.stringContaining('refuses the old token of runner #41 at once')],
  });
});

test('a token in hand resets nothing; of another runner it changes the number, and that is said', () => {
  const same = rotatePlan(stack, { from: 'given', runnerId: 41, url }, place);
  expect([same.resetsToken, same.warnings]).toEqual([undefined, []]);
  const other = rotatePlan(stack, { from: 'given', runnerId: 50, url }, place);
  expect(other).toMatchObject({
    changes: [{ parameter: 'RunnerToken' }, { parameter: 'RunnerId', from: '41', to: '50' }],
    parameters: { RunnerId: { value: '50' } },
    warnings: [expect.stringContaining('runner #41 stays in https://gitlab.example.com')],
  });
  const unknown = { ...stack, parameters: { ...stack.parameters, RunnerId: '' } };
  expect(rotatePlan(unknown, { from: 'given', runnerId: 50, url }, place)).toMatchObject({
    parameters: { RunnerId: { value: '50' } },
    warnings: [],
  });
});

test('a stack without the parameters is not of this template', () => {
  const other = { ...stack, parameters: { RunnerToken: '****' } };
  expect(() => rotatePlan(other, { from: 'reset', runnerId: 41, url }, place)).toThrow(
    expect.objectContaining({ code: 'stack.no-token', exitCode: 2 }),
  );
});
