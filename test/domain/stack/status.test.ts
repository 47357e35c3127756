import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { isGlfrStack, type StackEvent } from '../../../src/domain/stack/stack.ts';
import { firstFailure, type StackState, stackState } from '../../../src/domain/stack/status.ts';

/** Every status of CloudFormation but those that end in `_IN_PROGRESS`. */
const atRest: Record<string, StackState> = {
  CREATE_COMPLETE: 'ready',
  UPDATE_COMPLETE: 'ready',
  IMPORT_COMPLETE: 'ready',
  DELETE_COMPLETE: 'absent',
  CREATE_FAILED: 'dead',
  ROLLBACK_COMPLETE: 'dead',
  ROLLBACK_FAILED: 'dead',
  UPDATE_ROLLBACK_COMPLETE: 'rolled-back',
  IMPORT_ROLLBACK_COMPLETE: 'rolled-back',
  UPDATE_FAILED: 'failed',
  UPDATE_ROLLBACK_FAILED: 'failed',
  IMPORT_ROLLBACK_FAILED: 'failed',
  DELETE_FAILED: 'failed',
};

test.each(Object.values(StackStatus))('the state of a stack that is %s', (status) => {
  const moving = status === 'REVIEW_IN_PROGRESS' ? 'review' : 'working';
  expect(stackState(status)).toBe(status.endsWith('_IN_PROGRESS') ? moving : atRest[status]);
});

test('no stack is absent', () => {
  expect(stackState(undefined)).toBe('absent');
});

describe('the first failure', () => {
  const event = (logicalId: string, status: string, reason?: string): StackEvent => ({
    ...{ id: `${logicalId}-${status}`, time: 0, logicalId, resourceType: 'AWS::IAM::Role', status },
    ...(reason && { reason }),
  });

  test('is the one that began the trouble, not what was cancelled with it', () => {
    const events = [
      event('Cluster', 'CREATE_COMPLETE'),
      event('LogGroup', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('ManagerRole', 'UPDATE_FAILED', 'Resource update cancelled'),
      event('ExecutorGroup', 'CREATE_FAILED', 'The requested configuration is currently not supported.'),
      event('ManagerService', 'CREATE_FAILED', 'Resource handler returned message: another reason'),
    ];
    expect(firstFailure(events)?.logicalId).toBe('ExecutorGroup');
    expect(firstFailure(events.slice(0, 3))).toBeUndefined();
  });

  test('needs no reason', () => {
    expect(firstFailure([event('Cluster', 'DELETE_FAILED')])?.logicalId).toBe('Cluster');
  });
});

test('a stack is of glfr by its tag, or by its description when the console made it', () => {
  expect(isGlfrStack({ tags: { 'glfr:stack': 'ci' } })).toBe(true);
  expect(isGlfrStack({ tags: {}, description: 'glfr: an autoscaling GitLab Runner' })).toBe(true);
  expect(isGlfrStack({ tags: { Name: 'glfr' }, description: 'about glfr: nothing' })).toBe(false);
});
