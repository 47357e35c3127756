import { taskOf } from '../../domain/logs/log-event.ts';
import type { Selection } from '../../domain/logs/selection.ts';
import type { StackParts } from '../../domain/stack/parts.ts';
import { findStream } from '../../operations/find-stream.ts';
import type { LogsPort } from '../../operations/ports.ts';
import type { TailInput } from '../../operations/tail-input.ts';
import type { LogsFlags } from './flags.ts';
import type { Times } from './times.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

interface World {
  parts: StackParts;
  retentionDays?: number | undefined;
  logs: LogsPort;
  now: number;
}

/** Flags and stack → what is to be read. */
export async function inputOf(
  flags: LogsFlags,
  times: Times,
  newSelection: () => Selection,
  world: World,
): Promise<TailInput> {
  const { logGroup: group, logStreamPrefix, cluster, service } = world.parts;
  // A prefix that ends in / keeps out streams of another name that only begins alike.
  const prefix = logStreamPrefix === '' ? '' : `${logStreamPrefix}/`;
  const which = flags.previous ? 'previous' : flags.task === undefined ? undefined : { id: flags.task };
  const stream = which && (await findStream(which, { group, streamPrefix: prefix }, world.logs));
  return {
    ...{ group, streamPrefix: stream?.name ?? prefix, newSelection },
    from:
      times.since ??
      (stream ? stream.createdAt - minute : usualStart(flags, { ...world, now: times.until ?? world.now })),
    ...{ until: times.until, timeoutMs: times.timeoutMs, filter: flags.filter, follow: flags.follow },
    ...{ lines: flags.lines, live: flags.live, exitWhenStopped: flags['exit-when-stopped'] },
    ...{ manager: { cluster, service }, taskId: stream && taskOf(stream.name) },
  };
}

function usualStart({ lines, job, executor, project }: LogsFlags, { now, retentionDays }: World): number {
  if (lines !== undefined) return retentionDays === undefined ? 0 : now - retentionDays * day;
  const isAbout = job !== undefined || executor !== undefined || project !== undefined;
  return now - (isAbout ? day : 10 * minute);
}

/** Nothing older is there, whatever was asked for; said instead of shown as nothing. */
export function retentionNote(since: number | undefined, { now, retentionDays }: World): readonly string[] {
  if (since === undefined || retentionDays === undefined || since >= now - retentionDays * day) return [];
  return [`the log group keeps lines for ${retentionDays} days; older ones are gone`];
}
