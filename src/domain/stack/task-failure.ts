import type { Task } from './service.ts';

/** Why a task ended, in plain words, and what to do about it. */
export interface TaskFailure {
  reason: string;
  cause: string;
  next: string;
  /** Every other task would fail in the same way. */
  isFinal: boolean;
}

const known: readonly { pattern: RegExp; cause: string; next: string; isFinal?: true }[] = [
  {
    pattern: /CannotStartContainerError|exec format error|descriptor (matching|for) platform/i,
    cause: 'the image does not run here: wrong architecture (the manager is arm64) or entry point',
    next: 'glfr deploy --manager-image IMAGE (another one)',
    isFinal: true,
  },
  {
    pattern: /CannotPullContainerError|pull image|CannotPullECRContainerError/i,
    cause: "the manager's image cannot be pulled: a wrong name, or no way from the subnets to its registry",
    next: 'glfr deploy --manager-image IMAGE (another one)',
    isFinal: true,
  },
  {
    pattern: /ResourceInitializationError.*(AccessDenied|not authorized)/is,
    cause:
      'the execution role may not read the token or write the log: a policy outside the stack forbids it',
    next: "glfr deploy (when --permissions-boundary and the organisation's policies allow it)",
    isFinal: true,
  },
  {
    pattern: /ResourceInitializationError/i,
    cause: 'the task cannot reach Secrets Manager, CloudWatch Logs or the registry from its subnets',
    next: 'glfr init (and choose subnets with a way out: NAT, public addresses or VPC endpoints)',
    isFinal: true,
  },
  {
    pattern: /OutOfMemory/i,
    cause: 'the manager used more memory than it has',
    next: 'glfr deploy --manager-memory MIB (more of it)',
  },
  {
    pattern: /health check/i,
    cause: 'the manager runs but does not answer its health check',
    next: 'glfr logs --since 15m',
  },
  {
    pattern: /Essential container.*exited|EssentialContainerExited/i,
    cause: 'the manager started and then ended by itself; its last log lines say why',
    next: 'glfr logs --since 15m',
  },
];

/** Stopped tasks that no one asked to stop → their explanation; else `undefined`. */
export function taskFailure(task: Task): TaskFailure | undefined {
  if (task.lastStatus !== 'STOPPED' || wasAskedToStop(task)) return undefined;
  const detail = task.containers.find(({ reason }) => reason)?.reason;
  const exit = task.containers.find(({ exitCode }) => exitCode)?.exitCode;
  const said = task.stoppedReason ?? '';
  const reason = [
    said,
    detail && said.includes(detail) ? undefined : detail,
    exit === undefined ? undefined : `exit code ${exit}`,
  ]
    .filter(Boolean)
    .join('; ');
  const match = known.find(({ pattern }) => pattern.test(`${task.stopCode} ${reason}`));
  return {
    ...{ reason, isFinal: match?.isFinal ?? false },
    ...{ cause: match?.cause ?? 'the task stopped', next: match?.next ?? 'glfr logs --since 15m' },
  };
}

/** A manager that was superseded leaves with 0 once its last job has ended. The scheduler also ends unhealthy tasks, and those were not asked for. */
function wasAskedToStop({ stopCode, stoppedReason = '', containers }: Task): boolean {
  if (stopCode === 'UserInitiated' || hasLeft(containers)) return true;
  return stopCode === 'ServiceSchedulerInitiated' && !/health check/i.test(stoppedReason);
}

const hasLeft = (containers: Task['containers']): boolean =>
  containers.length > 0 && containers.every(({ exitCode }) => exitCode === 0);

/** An end so soon after the start is one of the manager's own set-up. */
const shortLifeMs = 30_000;

/** Will a deployment whose tasks failed so, oldest first, not get better by trying again? */
export function isHopeless(failed: readonly Task[]): boolean {
  if (failed.some((task) => taskFailure(task)?.isFinal)) return true;
  const isShort = ({ startedAt = 0, stoppedAt = Number.POSITIVE_INFINITY, stopCode }: Task): boolean =>
    stopCode === 'EssentialContainerExited' && stoppedAt - startedAt <= shortLifeMs;
  return failed.filter(isShort).length >= 2;
}
