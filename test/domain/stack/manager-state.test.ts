import { describe, expect, test } from 'vitest';
import { managerState } from '../../../src/domain/stack/manager-state.ts';
import type { Deployment, Service, Task } from '../../../src/domain/stack/service.ts';

const deployment = (id: string, more: Partial<Deployment> = {}): Deployment => ({
  ...{ id, status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: 'glfr-manager:3' },
  ...{ desired: 1, running: 0, failedTasks: 0, createdAt: 0, ...more },
});

const service = (primary = deployment('new'), desired = 1): Service => ({
  ...{ cluster: 'ci', name: 'manager', status: 'ACTIVE', desired, running: 0, pending: 0, events: [] },
  deployments: [deployment('old', { status: 'ACTIVE' }), primary],
});

const task = (startedBy: string, lastStatus: string, more: Partial<Task> = {}): Task => ({
  ...{ id: `task-${startedBy}`, lastStatus, desiredStatus: 'RUNNING', startedBy, containers: [] },
  ...{ taskDefinition: 'glfr-manager:3', startedAt: Date.UTC(2026, 10, 23), ...more },
});

const died = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };
const asked = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment)',
};

describe('the state of the manager', () => {
  test.each([
    ['running', [task('old', 'RUNNING'), task('new', 'RUNNING')]],
    ['running', [task('new', 'STOPPED', died), task('new', 'RUNNING')]],
    ['draining', [task('old', 'RUNNING'), task('new', 'PENDING')]],
    ['failed', [task('new', 'STOPPED', died), task('new', 'PENDING')]],
    ['starting', [task('new', 'PENDING')]],
    ['starting', []],
    ['starting', [task('old', 'STOPPED', asked), task('new', 'PENDING')]],
    ['starting', [task('old', 'STOPPED', died), task('new', 'PENDING')]],
  ])('%s', (state, tasks) => {
    expect(managerState(service(), tasks).state).toBe(state);
  });

  test('failed with the reason of a rollout that was given up', () => {
    const gaveUp = deployment('new', {
      rolloutState: 'FAILED',
      rolloutReason: 'ECS deployment circuit breaker',
    });
    expect(managerState(service(gaveUp), [])).toEqual({
      state: 'failed',
      reason: 'ECS deployment circuit breaker',
    });
  });

  test('stopped when none is wanted, or when the service is gone', () => {
    expect(managerState(service(deployment('new'), 0), []).state).toBe('stopped');
    expect(managerState(undefined, []).state).toBe('stopped');
  });

  test('names the task it speaks of', () => {
    expect(managerState(service(), [task('old', 'RUNNING'), task('new', 'RUNNING')])).toEqual({
      state: 'running',
      taskId: 'task-new',
      taskDefinition: 'glfr-manager:3',
      since: '2026-11-23T00:00:00.000Z',
    });
  });
});
