import { z } from 'zod';
import type { Runner, RunnerManager } from '../domain/gitlab/runner.ts';

/** Answer of `POST /user/runners`. */
export const createdRunner = z.object({ id: z.number(), token: z.string() });

/** Answer of `GET /runners/:id`. */
export const runnerAnswer = z
  .object({
    id: z.number(),
    description: z.string().nullish(),
    paused: z.boolean(),
    // Null until a manager has called once.
    online: z.boolean().nullish(),
    tag_list: z.array(z.string()),
    run_untagged: z.boolean(),
  })
  .transform(
    ({ id, description, paused, online, tag_list: tags, run_untagged: runUntagged }): Runner => ({
      id,
      paused,
      online: online ?? false,
      tags,
      runUntagged,
      ...(description && { description }),
    }),
  );

/** Answer of `GET /runners/:id/managers`, which has no pages. */
export const managersAnswer = z.array(
  z
    .object({
      id: z.number(),
      system_id: z.string(),
      version: z.string().nullish(),
      status: z.enum(['online', 'offline', 'stale', 'never_contacted']),
      contacted_at: z.iso.datetime({ offset: true }).nullish(),
    })
    .transform(
      ({ id, system_id: systemId, version, status, contacted_at: contacted }): RunnerManager => ({
        id,
        systemId,
        status,
        ...(version && { version }),
        ...(contacted && { contactedAt: Date.parse(contacted) }),
      }),
    ),
);
