import type { Runner } from './runner.ts';

/** One job as GitLab tells of it. */
export interface GitLabJob {
  id: number;
  name: string;
  /** `pending`, `running`, `success`, `failed`, `created`, `manual`, … */
  status: string;
  tags: readonly string[];
  /** The runner that took it. */
  runner?: { id: number; description?: string };
}

const waits: Readonly<Record<string, string>> = {
  created: 'it waits for earlier jobs of its pipeline',
  waiting_for_resource: 'it waits for its resource group, which another job holds',
  preparing: 'GitLab prepares it',
  scheduled: 'it is delayed to a later time',
  manual: 'it waits for a person who starts it',
  skipped: 'it was skipped',
};

/** What GitLab says of a job that this runner never had, and why that may be. */
export function jobSentence(job: GitLabJob, runner: Runner | undefined): string {
  const { id, name, status } = job;
  const why = job.runner
    ? `it was given to runner #${job.runner.id}${job.runner.description ? ` (${job.runner.description})` : ''}`
    : (waits[status] ?? (status === 'pending' && runner ? pendingReason(job, runner) : ''));
  return `GitLab says job ${id} (${name}) is ${status}${why && `: ${why}`}.`;
}

/** GitLab gives a job to a runner that has all of its tags, or, when it has none, to one that takes such jobs. */
function pendingReason({ tags }: GitLabJob, runner: Runner): string {
  const missing = tags.filter((tag) => !runner.tags.includes(tag));
  const has = runner.tags.length > 0 ? `only ${runner.tags.join(', ')}` : 'no tags';
  if (missing.length > 0) return `it asks for ${tags.join(', ')}, and this runner has ${has}`;
  if (tags.length === 0 && !runner.runUntagged)
    return `it has no tags, and this runner takes only jobs with ${runner.tags.join(', ')}`;
  if (runner.paused) return 'this runner is paused';
  if (!runner.online) return 'no manager of this runner is online';
  return 'this runner may take it by its tags; protected branches, the scope of the runner, or jobs before it are what is left';
}
