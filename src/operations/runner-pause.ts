import type { RunnerPauseResult } from '../domain/result/runner-pause.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { locate } from './locate.ts';
import type { GitLabPort, Prompter, StackPort } from './ports.ts';
import { findRunner, runnerAccess, runningJobs } from './stack-runner.ts';

interface Input {
  stackName?: string | undefined;
  credentials: Credentials;
  /** `false` takes a pause back. */
  paused: boolean;
  confirmed: boolean;
}

interface Deps {
  stacks: StackPort;
  gitlab: GitLabPort;
  prompter: Prompter;
}

/** Lets GitLab give the runner no new jobs, or give it jobs again; jobs that run go on either way. */
export async function pauseRunner(input: Input, deps: Deps): Promise<RunnerPauseResult> {
  const { paused, credentials } = input;
  const { gitlab, prompter } = deps;
  const stack = await locate(input.stackName, deps.stacks);
  const access = await runnerAccess(stack, credentials, deps);
  const { url, id, accessToken } = access;
  const [runner, jobs] = await Promise.all([findRunner(access, stack, gitlab), runningJobs(access, gitlab)]);
  const changed = runner.paused !== paused;
  if (changed) {
    const message = paused
      ? `Pause runner #${id}? ${goesOn(jobs?.length)}; no new ones start, on ${url}.`
      : `Let runner #${id} take jobs again?`;
    if (!input.confirmed) await agree(prompter, { message, default: true });
    await gitlab.pauseRunner(url, accessToken, id, paused);
  }
  return {
    ...{ stackName: stack.name, gitlabUrl: url, runnerId: id, paused, changed },
    ...(jobs && { runningJobs: jobs.length }),
    next: paused ? ['glfr runner unpause', 'glfr executors ls'] : ['glfr runner pause', 'glfr logs --follow'],
  };
}

const goesOn = (jobs: number | undefined): string =>
  jobs === undefined
    ? 'Jobs that run go on'
    : jobs === 1
      ? '1 job runs and goes on'
      : `${jobs} jobs run and go on`;
