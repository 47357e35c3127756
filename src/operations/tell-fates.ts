import type { Operation } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { JobWatch } from './watch-jobs.ts';

/** Lets a rollout run, and says in the end, be it good or bad, what became of the jobs that ran when it began. */
export async function* tellFates(
  rollout: Operation<DeployResult>,
  watch: JobWatch | undefined,
): Operation<DeployResult> {
  if (!watch) return yield* rollout;
  try {
    const result = yield* rollout;
    return { ...result, jobs: await watch.fates() };
  } catch (error) {
    // The rollout's own failure is what counts, whatever the log says or does not say.
    const jobs = await watch.fates().catch(() => []);
    if (jobs.length > 0) yield { type: 'jobs.ended', jobs };
    throw error;
  }
}
