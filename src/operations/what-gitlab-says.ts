import { GlfrError } from '../domain/error.ts';
import { jobSentence } from '../domain/gitlab/job.ts';
import type { JobAddress } from '../domain/gitlab/job-address.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { GitLabPort } from './ports.ts';

/** GitLab's word on a job that the log does not know, or why there is none; empty when nobody can be asked. */
export async function whatGitLabSays(
  { id, place }: JobAddress,
  { parameters }: Stack,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): Promise<string> {
  const { GitLabUrl: url = '', RunnerId } = parameters;
  if (!place || !accessToken || url === '') return '';
  const runnerId = Number(RunnerId);
  try {
    const [job, runner] = await Promise.all([
      gitlab.job(url, accessToken, place.project, id),
      runnerId > 0 ? gitlab.runner(url, accessToken, runnerId).catch(() => undefined) : undefined,
    ]);
    return job
      ? jobSentence(job, runner)
      : `GitLab shows no job ${id} in ${place.project} to this access token.`;
  } catch (error) {
    // That the log does not know the job is the answer; GitLab's word only adds to it.
    if (error instanceof GlfrError && error.code.startsWith('gitlab.')) return error.message;
    throw error;
  }
}
