import { expect, test } from 'vitest';
import { stackRow } from '../../../src/domain/stack/stack-row.ts';

const stack = (version?: string) => ({
  ...{
    name: 'glfr',
    id: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/glfr/x',
    status: 'CREATE_COMPLETE',
  },
  ...{ parameters: { Concurrency: '7', RunnerId: '41' }, outputs: {}, createdAt: 0 },
  tags: { 'glfr:stack': 'glfr', ...(version !== undefined && { 'glfr:version': version }) },
});
const words = (version?: string) => {
  const { wouldUpdate, isNewer } = stackRow(stack(version), '0.10.1');
  return `${wouldUpdate ? 'update' : 'same'}${isNewer ? ', newer' : ''}`;
};

test('place, settings and runner', () => {
  expect(stackRow(stack('0.1.0'), '0.1.0')).toMatchObject({
    ...{ region: 'eu-west-1', account: '123456789012', version: '0.1.0', concurrency: 7, runnerId: 41 },
    createdAt: '1970-01-01T00:00:00.000Z',
  });
  expect(stackRow(stack(), '0.1.0')).not.toHaveProperty('version');
});

test('another version would be updated; a newer one is told', () => {
  expect([words('0.10.1'), words('0.9.9'), words('0.10.2'), words('1.0.0'), words()]).toEqual([
    ...['same', 'update', 'update, newer', 'update, newer', 'update'],
  ]);
});
