import { message } from '../../domain/runner/message.ts';
import type { LogRecord } from '../../domain/simulation/log-record.ts';

/** The keys of each bucket's objects, by its name. */
export type Buckets = Map<string, Set<string>>;

/** A job that ended well leaves a cache of its project in the bucket; the next one writes over it. */
export function cacheJob(buckets: Buckets, bucket: string | undefined, { msg, fields }: LogRecord): void {
  if (msg !== message.jobSucceeded || bucket === undefined) return;
  buckets.get(bucket)?.add(`project/${String(fields.project ?? 0)}/default/cache.zip`);
}
