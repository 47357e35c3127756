import { parseJobAddress } from '../../domain/gitlab/job-address.ts';
import { jobOfStack, noJob } from '../../operations/job-of-stack.ts';
import { locate } from '../../operations/locate.ts';
import { requireParts } from '../../operations/stack-parts.ts';
import { tailLogs } from '../../operations/tail-logs.ts';
import type { CommonValues } from '../flags.ts';
import type { Session } from '../session.ts';
import { choiceOf } from './choice.ts';
import type { LogsFlags } from './flags.ts';
import { inputOf, retentionNote } from './input.ts';
import { afterwards, judge } from './outcome.ts';
import { showLog } from './show.ts';
import { timesOf } from './times.ts';

/** The flags as they are typed. */
interface Typed extends Omit<LogsFlags, 'job'> {
  job?: string | undefined;
}

/** `glfr logs`: flags → what to read, how to choose, how to show. */
export async function runLogs(typed: Typed & CommonValues, session: Session): Promise<void> {
  const flags = { ...typed, job: jobId(typed.job) };
  const { stacks, clock, logs } = session.deps;
  const now = () => clock.now();
  // What is wrong is told before anything is asked; what a time means is known by AWS's clock.
  timesOf(flags, now());
  const { style, newSelection } = choiceOf(flags, {
    ...session.screen,
    now,
    columns: () => process.stdout.columns ?? 80,
  });
  const stack = await locate(flags.stack, stacks);
  if (typed.job !== undefined) jobOfStack(typed.job, stack, 'glfr logs --job');
  const parts = await requireParts(stack, stacks);
  const times = timesOf(flags, now());
  const retentionDays = Number(stack.parameters.LogRetentionDays) || undefined;
  const world = { parts, retentionDays, logs, now: now() };
  const input = await inputOf(flags, times, newSelection, world);
  for (const note of retentionNote(times.since, world)) session.aside(note);
  const { follow, color } = flags;
  const shown = await showLog(tailLogs(input, session.deps), { style, follow, color, now }, (result) =>
    afterwards(flags, result),
  );
  if (shown) judge(flags, shown);
}

/** Whatever its GitLab is: that is judged when the stack is known. Error: `job.invalid` (2). */
function jobId(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const id = parseJobAddress(text, '')?.id;
  if (!id) throw noJob(text, 'glfr logs --job');
  return id;
}
