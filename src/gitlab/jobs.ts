import * as z from 'zod';
import { hasCode } from '../domain/error.ts';
import type { GitLabJob } from '../domain/gitlab/job.ts';
import { ask, type Send } from './ask.ts';
import type { Call } from './call.ts';

/** Answer of `GET /projects/:id/jobs/:job_id`. */
const jobAnswer = z
  .object({
    id: z.number(),
    name: z.string(),
    status: z.string(),
    tag_list: z.array(z.string()).nullish(),
    runner: z.object({ id: z.number(), description: z.string().nullish() }).nullish(),
  })
  .transform(
    ({ id, name, status, tag_list: tags, runner }): GitLabJob => ({
      ...{ id, name, status, tags: tags ?? [] },
      ...(runner && {
        runner: { id: runner.id, ...(runner.description && { description: runner.description }) },
      }),
    }),
  );

/** One job of a project, by its full path; `undefined` where the token sees none. */
export async function findJob(
  send: Send,
  url: string,
  accessToken: string,
  project: string,
  id: number,
): Promise<GitLabJob | undefined> {
  const call: Call = {
    method: 'GET',
    path: `projects/${encodeURIComponent(project)}/jobs/${id}`,
    accessToken,
    does: `show job ${id}`,
    needs: { kind: 'access', scope: 'read_api', role: 'someone who sees the project' },
  };
  try {
    return await ask(send, url, call, jobAnswer);
  } catch (error) {
    if (hasCode(error, 'gitlab.not-found')) return undefined;
    throw error;
  }
}
