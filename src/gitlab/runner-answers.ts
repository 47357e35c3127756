import * as z from 'zod';
import type { ResetToken, Runner, RunnerJob, RunnerManager } from '../domain/gitlab/runner.ts';

/** A time as GitLab writes it → epoch milliseconds. */
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const withId = z.object({ id: z.number() });

/** Answer of `POST /user/runners`. */
export const createdRunner = z.object({ id: z.number(), token: z.string() });

/** Answer of `POST /runners/:id/reset_authentication_token`. */
export const resetAnswer = z.object({ token: z.string(), token_expires_at: time.nullish() }).transform(
  ({ token, token_expires_at: expiresAt }): ResetToken => ({
    token,
    expiresAt: expiresAt ?? null,
  }),
);

/** Answer of `POST /runners/verify`. */
export const verified = z
  .object({ id: z.number(), token_expires_at: time.nullish() })
  .transform(({ id, token_expires_at: tokenExpiresAt }) => ({
    id,
    ...(tokenExpiresAt !== undefined && { tokenExpiresAt }),
  }));

/** Answer of `GET /runners/:id`, and of a `PUT` there. */
export const runnerAnswer = z
  .object({
    id: z.number(),
    description: z.string().nullish(),
    paused: z.boolean(),
    // Null until a manager has called once.
    online: z.boolean().nullish(),
    tag_list: z.array(z.string()),
    run_untagged: z.boolean(),
    runner_type: z.string().nullish(),
    groups: z.array(withId).nullish(),
    projects: z.array(withId).nullish(),
    contacted_at: time.nullish(),
    // Not told before GitLab's merge request 253821.
    token_expires_at: time.nullish(),
  })
  .transform((told): Runner => {
    const { id, description, paused, online, contacted_at: contactedAt } = told;
    const scope = scopeOf(told.runner_type ?? '', told.groups ?? [], told.projects ?? []);
    return {
      ...{ id, paused, online: online ?? false, tags: told.tag_list, runUntagged: told.run_untagged },
      ...(description && { description }),
      ...(scope && { scope }),
      ...(contactedAt && { contactedAt }),
      ...(told.token_expires_at !== undefined && { tokenExpiresAt: told.token_expires_at }),
    };
  });

type WithId = z.output<typeof withId>;

function scopeOf(type: string, groups: readonly WithId[], projects: readonly WithId[]): string | undefined {
  if (type === 'instance_type') return 'instance';
  const kind = /^(group|project)_type$/.exec(type)?.[1];
  // A project runner is listed with every project it serves; the first one is its owner.
  const [owner] = kind === 'group' ? groups : projects;
  return kind && owner ? `${kind}:${owner.id}` : kind;
}

/** Answer of `GET /runners/:id/managers`, which has no pages. */
export const managersAnswer = z.array(
  z
    .object({
      id: z.number(),
      system_id: z.string(),
      version: z.string().nullish(),
      status: z.enum(['online', 'offline', 'stale', 'never_contacted']),
      contacted_at: time.nullish(),
    })
    .transform(
      ({ id, system_id: systemId, version, status, contacted_at: contactedAt }): RunnerManager => ({
        id,
        systemId,
        status,
        ...(version && { version }),
        ...(contactedAt && { contactedAt }),
      }),
    ),
);

/** One page of `GET /runners/:id/jobs`. */
export const jobsAnswer = z.array(
  z
    .object({
      id: z.number(),
      name: z.string(),
      web_url: z.string(),
      started_at: time.nullish(),
      project: z.object({ path_with_namespace: z.string() }),
    })
    .transform(
      ({ id, name, web_url: url, started_at: startedAt, project }): RunnerJob => ({
        ...{ id, name, url, project: project.path_with_namespace },
        ...(startedAt && { startedAt }),
      }),
    ),
);
