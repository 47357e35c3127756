import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { DestroyResult } from '../domain/result/destroy.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { GitLabPort } from './ports.ts';

/** Deletes the stack's runner in GitLab, or says that it stays and where it can be deleted by hand. */
export async function* deleteRunner(
  { parameters }: Stack,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): AsyncGenerator<GlfrEvent, DestroyResult['runner'], void> {
  const { RunnerId, GitLabUrl: url } = parameters;
  const runnerId = Number(RunnerId);
  if (!runnerId || !url) return 'none';
  if (!accessToken) {
    const text = `runner #${runnerId} stays in GitLab: deleting it needs a personal access token`;
    yield {
      type: 'notice',
      level: 'warning',
      text,
      next: `delete it at ${url}/admin/runners/${runnerId}, or set GLFR_GITLAB_TOKEN`,
    };
    return 'kept';
  }
  try {
    if (!(await gitlab.runner(url, accessToken, runnerId))) return 'none';
    await gitlab.deleteRunner(url, accessToken, runnerId);
    yield { type: 'runner.deleted', runnerId, url };
    return 'deleted';
  } catch (error) {
    if (!(error instanceof GlfrError) || error.code === 'interrupted') throw error;
    const text = `runner #${runnerId} stays in GitLab: ${error.message}`;
    yield { type: 'notice', level: 'warning', text, next: `delete it at ${url}/admin/runners/${runnerId}` };
    return 'kept';
  }
}
