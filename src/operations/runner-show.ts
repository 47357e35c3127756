import { expiryFact } from '../domain/gitlab/expiry.ts';
import type { Runner, RunnerJob, RunnerManager } from '../domain/gitlab/runner.ts';
import { iso } from '../domain/iso.ts';
import type { RunnerShowResult } from '../domain/result/runner-show.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { locate } from './locate.ts';
import type { GitLabPort, IdentityPort, Prompter, StackPort } from './ports.ts';
import { findRunner, runnerAccess, runningJobs } from './stack-runner.ts';

interface Deps {
  identity: IdentityPort;
  stacks: StackPort;
  gitlab: GitLabPort;
  prompter: Prompter;
}

/** The stack's runner as GitLab sees it. */
export async function showRunner(
  input: { stackName?: string | undefined; credentials: Credentials },
  deps: Deps,
): Promise<RunnerShowResult> {
  const [stack, { region }] = await Promise.all([
    locate(input.stackName, deps.stacks),
    deps.identity.whoAmI(),
  ]);
  const access = await runnerAccess(stack, input.credentials, deps);
  const { url, id, accessToken } = access;
  const [runner, managers, jobs] = await Promise.all([
    findRunner(access, stack, deps.gitlab),
    deps.gitlab.managers(url, accessToken, id),
    runningJobs(access, deps.gitlab),
  ]);
  return {
    ...{ stackName: stack.name, region, gitlabUrl: url },
    ...runnerFacts(runner),
    managers: managers.map(managerFacts),
    ...(jobs && { runningJobs: jobs.map(jobFacts) }),
    next: [runner.paused ? 'glfr runner unpause' : 'glfr runner check', 'glfr status'],
  };
}

const runnerFacts = ({ id, description, scope, contactedAt, tokenExpiresAt, ...runner }: Runner) => ({
  runnerId: id,
  ...(description && { description }),
  ...(scope && { scope }),
  ...{ tags: runner.tags, runUntagged: runner.runUntagged, paused: runner.paused, online: runner.online },
  ...(contactedAt && { contactedAt: iso(contactedAt) }),
  ...expiryFact(tokenExpiresAt),
});

const managerFacts = ({ systemId, version, status, contactedAt }: RunnerManager) => ({
  ...{ systemId, status },
  ...(version && { version }),
  ...(contactedAt && { contactedAt: iso(contactedAt) }),
});

const jobFacts = ({ startedAt, ...job }: RunnerJob) => ({
  ...job,
  ...(startedAt && { startedAt: iso(startedAt) }),
});
