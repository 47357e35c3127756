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
      ? `Pause runner #${id}? It gets no new jobs${goesOn(jobs?.length)}.`
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

function goesOn(jobs: number | undefined): string {
  if (jobs === 0) return '';
  if (jobs === 1) return '; the one that runs goes on';
  return jobs === undefined ? '; jobs that run go on' : `; the ${jobs} that run go on`;
}
