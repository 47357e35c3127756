import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { physicalId } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { CachePort, StackPort } from './ports.ts';

/** Empties the stack's cache bucket, which CloudFormation does not delete otherwise. Returns the number of objects. */
export async function* emptyCache(
  stack: Stack,
  deps: { stacks: StackPort; cache: CachePort },
): AsyncGenerator<GlfrEvent, number, void> {
  const bucket =
    stack.outputs.CacheBucketName ?? physicalId(await deps.stacks.resources(stack.id), 'CacheBucket');
  if (!bucket) return 0;
  yield { type: 'phase.started', phase: 'cache', text: 'Emptying the job cache' };
  const objects = await deps.cache.empty(bucket).catch(unlessGone);
  const text = `${objects} ${objects === 1 ? 'object' : 'objects'} of the job cache deleted`;
  yield { type: 'phase.ended', phase: 'cache', text, outcome: objects > 0 ? 'done' : 'skipped' };
  return objects;
}

/** A deletion that began earlier may have come as far as the bucket. */
function unlessGone(error: unknown): number {
  if (error instanceof Error && error.name === 'NoSuchBucket') return 0;
  if (error instanceof GlfrError && (error.cause as Error | undefined)?.name === 'NoSuchBucket') return 0;
  throw error;
}
