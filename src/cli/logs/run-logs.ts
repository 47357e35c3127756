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

/** `glfr logs`: flags → what to read, how to choose, how to show. */
export async function runLogs(given: LogsFlags & CommonValues, session: Session): Promise<void> {
  const flags = withoutKind(given);
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

/** GLFR_EXECUTOR is also the executor kind for `glfr init`, and no executor is called like a kind. */
function withoutKind<F extends LogsFlags>(flags: F): F {
  return flags.executor?.startsWith('docker-') ? { ...flags, executor: undefined } : flags;
}
