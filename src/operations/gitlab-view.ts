import type { StatusResult } from '../domain/result/status.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { Attempts } from './attempts.ts';
import type { GitLabPort } from './ports.ts';
import { runningJobs } from './stack-runner.ts';

export interface GitLabView {
  gitlab: StatusResult['gitlab'];
  /** Of gitlab-runner, of the manager that was heard of last. */
  version?: string;
}

/** The stack's runner as GitLab sees it; `unknown` without a token, or when GitLab is away. */
export async function gitlabView(
  { parameters }: Stack,
  { accessToken }: Credentials,
  port: GitLabPort,
  attempts: Attempts,
): Promise<GitLabView> {
  const id = Number(parameters.RunnerId);
  const url = parameters.GitLabUrl ?? '';
  const facts = { url, ...(id > 0 && { runnerId: id }) };
  if (!accessToken || !id || !url) return { gitlab: { ...facts, state: 'unknown' } };
  const access = { url, id, accessToken };
  const [runner, managers = [], jobs] = await Promise.all([
    attempts.read(
      "GitLab's view of the runner",
      port.runner(url, accessToken, id).then((found) => found ?? 'missing'),
    ),
    attempts.read("GitLab's view of the runner", port.managers(url, accessToken, id)),
    attempts.read("GitLab's view of the runner", runningJobs(access, port)),
  ]);
  if (runner === undefined) return { gitlab: { ...facts, state: 'unknown' } };
  if (runner === 'missing') return { gitlab: { ...facts, state: 'missing' } };
  const [latest] = managers.toSorted((a, b) => (b.contactedAt ?? 0) - (a.contactedAt ?? 0));
  // GitLab notes a runner's contact every 40 minutes or so, and a manager's more often.
  const contactedAt = Math.max(runner.contactedAt ?? 0, latest?.contactedAt ?? 0);
  return {
    gitlab: {
      ...facts,
      state: runner.paused ? 'paused' : runner.online ? 'online' : 'offline',
      ...(contactedAt > 0 && { contactedAt: new Date(contactedAt).toISOString() }),
      ...(jobs && { runningJobs: jobs.length }),
    },
    ...(latest?.version && { version: latest.version }),
  };
}
