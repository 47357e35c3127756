import type { StatusProblem, StatusResult } from '../result/status.ts';
import { raisedLimit } from '../runner/jobs/limit.ts';
import { stackState } from './status.ts';

export type Judged = Omit<StatusResult, 'problems' | 'healthy' | 'next'> & {
  /** When GitLab last refused the manager's token, if it gave no job since. */
  refusedAt?: number | undefined;
};

/** Waits in GitLab that are worth a word when the manager is at its limit. */
const longQueueSeconds = 30;

/** What is wrong, worst first: the stack, the manager, the runner, executors, jobs. */
export function problemsOf(judged: Judged): StatusProblem[] {
  return [
    ...stackProblems(judged),
    ...managerProblems(judged),
    ...runnerProblems(judged),
    ...executorProblems(judged),
    ...jobProblems(judged),
  ];
}

const problem = (code: string, text: string, ...next: string[]): StatusProblem => ({
  code,
  level: 'problem',
  text,
  next,
});
const note = (code: string, text: string, ...next: string[]): StatusProblem => ({
  code,
  level: 'note',
  text,
  next,
});

function stackProblems({ stack, stackName }: Judged): StatusProblem[] {
  const why = stack.reason ? ` (${stack.reason})` : '';
  switch (stackState(stack.status)) {
    case 'dead':
      return [
        problem(
          'stack.dead',
          `the stack is ${stack.status}${why}: CloudFormation only lets it be deleted`,
          `glfr destroy --stack ${stackName}`,
          'then glfr init',
        ),
      ];
    case 'working':
      return [
        problem(
          'stack.working',
          `the stack is being worked on (${stack.status})`,
          `glfr init --stack ${stackName} (goes on watching)`,
        ),
      ];
    case 'failed':
      return [problem('stack.failed', `the stack is ${stack.status}${why}`, 'glfr deploy')];
    case 'rolled-back':
      return [
        note(
          'stack.rolled-back',
          `the last update was taken back${why}; the stack works as before`,
          'glfr deploy',
        ),
      ];
    default:
      return [];
  }
}

function managerProblems({ manager, stack }: Judged): StatusProblem[] {
  const { state, reason } = manager;
  const why = reason ? `: ${reason}` : '';
  const made = stackState(stack.status);
  // A stack that is not made yet has no manager, and that was said.
  if (state === 'running' || made === 'dead' || (made === 'working' && state === 'stopped')) return [];
  if (state === 'unknown') return [problem('manager.unknown', 'how the manager is could not be read')];
  if (state === 'failed' || state === 'stopped')
    return [
      problem(
        'manager.down',
        `the manager is ${state}${why}; no job is taken`,
        'glfr logs --since 30m',
        'glfr deploy',
      ),
    ];
  const text = state === 'draining' ? `the old manager ends its last jobs${why}` : 'the manager is starting';
  return [problem(`manager.${state}`, text, 'glfr logs --since 30m')];
}

function runnerProblems({ gitlab, refusedAt, stackName }: Judged): StatusProblem[] {
  const { state, runnerId, url } = gitlab;
  const who = `runner ${runnerId ?? ''}`.trim();
  const found: StatusProblem[] = [];
  if (refusedAt !== undefined)
    found.push(
      problem(
        'runner.token-refused',
        'GitLab refuses the token of the manager, so it gets no jobs',
        'glfr runner check',
        'glfr runner rotate',
      ),
    );
  if (state === 'paused')
    found.push(
      problem(
        'runner.paused',
        `${who} is paused in GitLab and gets no new jobs`,
        'glfr runner unpause',
        'glfr runner show',
      ),
    );
  if (state === 'missing')
    found.push(
      problem(
        'runner.missing',
        `there is no ${who} in ${url} any more`,
        `glfr destroy --stack ${stackName}, then glfr init`,
      ),
    );
  if (state === 'offline')
    found.push(
      problem('runner.offline', `${who} is offline in GitLab`, 'glfr logs --since 30m', 'glfr runner check'),
    );
  return found;
}

function executorProblems({ executors }: Judged): StatusProblem[] {
  const { orphan = 0 } = executors ?? {};
  if (orphan === 0) return [];
  const text = orphan === 1 ? '1 executor is' : `${orphan} executors are`;
  return [note('executors.orphan', `${text} unknown to the manager, and cost money`, 'glfr executors ls')];
}

function jobProblems({ jobs, manager: { runningJobs = 0, maxBuilds } }: Judged): StatusProblem[] {
  const found: StatusProblem[] = [];
  const failures = jobs?.systemFailures ?? 0;
  if (failures > 0) {
    const text = `${failures} ${failures === 1 ? 'job' : 'jobs'} of the last hour failed by an executor or a manager, not by a script`;
    found.push(note('jobs.system-failures', text, 'glfr jobs --state failed'));
  }
  const waited = jobs?.queueSeconds?.p95 ?? 0;
  if (maxBuilds !== undefined && runningJobs >= maxBuilds && waited >= longQueueSeconds) {
    const text = `the manager runs ${runningJobs} of ${maxBuilds} jobs, and jobs wait up to ${Math.round(waited)} s in GitLab (p95)`;
    found.push(note('jobs.at-limit', text, `glfr scale --concurrency ${raisedLimit(maxBuilds)}`));
  }
  return found;
}
