import { describe, expect, test } from 'vitest';
import type { Task } from '../../../src/domain/stack/service.ts';
import { taskFailure } from '../../../src/domain/stack/task-failure.ts';

const task = (stopCode: string, stoppedReason: string, container: object = {}): Task => ({
  ...{ id: 'task-1', lastStatus: 'STOPPED', desiredStatus: 'STOPPED', taskDefinition: 'glfr-manager:3' },
  ...{ stopCode, stoppedReason, containers: [{ name: 'manager', ...container }] },
});

const secrets =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ' +
  'unable to retrieve secret from asm: service call has been retried 1 time(s): ';

/** Texts as ECS on Fargate gives them → a word of the cause that tells it from the others. */
const failures: [RegExp, string, string, object?][] = [
  [
    /cannot be pulled/,
    'TaskFailedToStart',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
      'public.ecr.aws/gitlab/gitlab-runner:nope: public.ecr.aws/gitlab/gitlab-runner:nope: not found',
  ],
  [
    /cannot be pulled/,
    'TaskFailedToStart',
    'CannotPullContainerError: The task cannot pull public.ecr.aws/gitlab/gitlab-runner:alpine from the registry. ' +
      'There is a connection issue between the task and the registry. Check your task network configuration.',
  ],
  [
    /wrong architecture/,
    'TaskFailedToStart',
    'CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain ' +
      "descriptor matching platform 'linux/arm64'.",
  ],
  [
    /wrong architecture.*entry point/,
    'TaskFailedToStart',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed ' +
      'to create shim task: OCI runtime create failed: runc create failed: unable to start container process',
  ],
  [
    /cannot reach Secrets Manager/,
    'TaskFailedToStart',
    `${secrets}RequestError: send request failed caused by: Post "https://secretsmanager.eu-central-1.amazonaws.com/": dial tcp 3.66.1.2:443: i/o timeout`,
  ],
  [
    /may not read the token/,
    'TaskFailedToStart',
    `${secrets}AccessDeniedException: User: arn:aws:sts::1 is not`,
  ],
  [
    /may not read the token or write the log/,
    'TaskFailedToStart',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed ' +
      'to create Cloudwatch log stream: AccessDeniedException: not authorized to perform: logs:CreateLogStream',
  ],
  [/health check/, 'ServiceSchedulerInitiated', 'Task failed container health checks'],
  [/ended by itself/, 'EssentialContainerExited', 'Essential container in task exited', { exitCode: 1 }],
  [
    /more memory/,
    'EssentialContainerExited',
    'Essential container in task exited',
    { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
  ],
  [
    /the task stopped/,
    'TaskFailedToStart',
    'Timeout waiting for network interface provisioning to complete.',
  ],
];

describe('a task that nobody asked to stop', () => {
  test.each(failures)('%s: %s %s', (cause, stopCode, text, container) => {
    const failure = taskFailure(task(stopCode, text, container));
    expect(failure?.cause).toMatch(cause);
    expect(failure?.reason).toContain(text);
    expect(failure?.next).toMatch(/glfr (deploy|init|logs)/);
  });

  test("the container's own reason and exit code are told too", () => {
    const reason = 'OutOfMemoryError: Container killed due to memory usage';
    const stopped = task('EssentialContainerExited', 'Essential container in task exited', {
      reason,
      exitCode: 137,
    });
    expect(taskFailure(stopped)?.reason).toBe(`Essential container in task exited; ${reason}; exit code 137`);
  });
});

test.each<[string, string, object?]>([
  ['UserInitiated', 'Task stopped by user'],
  ['ServiceSchedulerInitiated', 'Scaling activity initiated by (deployment ecs-svc/8262972806176612824)'],
  ['EssentialContainerExited', 'Essential container in task exited', { exitCode: 0 }],
])(
  'a stop that was asked for, or a leave after the last job, is no failure: %s',
  (stopCode, text, container) => {
    expect(taskFailure(task(stopCode, text, container))).toBeUndefined();
  },
);

test('a task that has not stopped has not failed', () => {
  expect(taskFailure({ ...task('', ''), lastStatus: 'DEPROVISIONING' })).toBeUndefined();
});
