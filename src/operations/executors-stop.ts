import { GlfrError } from '../domain/error.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import type { ExecutorStopResult } from '../domain/result/executor-stop.ts';
import { agree } from './agree.ts';
import { endInstances, saying } from './end-instances.ts';
import { type FleetRead, readExecutors } from './executors.ts';
import { checkExecutorId, noSuchExecutor, rowOf } from './find-executor.ts';
import type { MachinesPort, Prompter } from './ports.ts';
import type { FleetDeps } from './read-fleet.ts';

interface Input {
  stackName?: string | undefined;
  /** Instance ids, machines' names, or their beginnings. */
  wanted: readonly string[];
  /** Busy ones too: their jobs fail. */
  force: boolean;
  confirmed: boolean;
}

interface Deps extends FleetDeps {
  machines: MachinesPort;
  prompter: Prompter;
}

/** Ends executors by name: all of them are found and may be ended, or none is. */
export async function stopExecutors(input: Input, deps: Deps): Promise<ExecutorStopResult> {
  const { force, confirmed } = input;
  const wanted = [...new Set(input.wanted)];
  for (const text of wanted) checkExecutorId(text);
  const read = await readExecutors({ stackName: input.stackName, all: true }, deps);
  const rows: ExecutorRow[] = [];
  for (const text of wanted) {
    const row = rowOf(text, read, 'stop');
    if (!row) throw await noSuchExecutor(text, read, deps.fleet);
    if (!rows.includes(row)) rows.push(row);
  }
  const live = rows.filter((row) => isLive(row, read));
  if (!force) refuseBusy(live, read);
  if (!confirmed && live.length > 0) await agree(deps.prompter, { message: question(live), default: false });
  const stopped = live.length > 0 ? await stopNow(live, { stackName: read.stack.name, force }, deps) : [];
  const ids = new Set(stopped.map(({ id }) => id));
  const hasEnded = (row: ExecutorRow) => !live.includes(row);
  return {
    ...{ stackName: read.stack.name, stopped },
    skipped: rows
      .filter(({ id }) => !ids.has(id))
      .map((row) => ({ id: row.id, why: hasEnded(row) ? 'ended' : 'became-busy' })),
    next: ['glfr executors ls --all'],
  };
}

/** One that became busy while the question stood there is let be. */
async function stopNow(
  rows: readonly ExecutorRow[],
  { stackName, force }: { stackName: string; force: boolean },
  deps: Deps,
): Promise<ExecutorStopResult['stopped']> {
  const again = await readExecutors({ stackName, all: true }, deps);
  const now = rows
    .flatMap(({ id }) => again.list.rows.find((row) => row.id === id) ?? [])
    .filter((row) => force || !mayBeBusy(row));
  const ended = await saying(endInstances(now, deps));
  return now.map(({ id, job }) => ({
    ...{ id, through: ended.get(id) ?? 'ec2' },
    ...(job && { job }),
  }));
}

function isLive({ id }: ExecutorRow, { instances }: FleetRead): boolean {
  const state = instances.find((instance) => instance.id === id)?.state;
  return state !== 'terminated' && state !== 'shutting-down';
}

/** `running`: the log does not tell what it does, and that is no reason to believe it does nothing. */
const mayBeBusy = ({ state }: ExecutorRow): boolean => state === 'busy' || state === 'running';

function refuseBusy(rows: readonly ExecutorRow[], { list }: FleetRead): void {
  const busy = rows.filter(mayBeBusy);
  if (busy.length === 0) return;
  const ids = busy.map(({ id }) => id).join(' ');
  throw new GlfrError({
    code: 'executor.busy',
    message: [...busy.map(busyText), ...list.lacking].join(' '),
    suggestions: [
      'glfr executors ls --watch (it ends by itself after its job)',
      `glfr executors stop ${ids} --force (fails the job)`,
    ],
  });
}

function busyText({ id, job }: ExecutorRow): string {
  if (!job) return `Whether ${id} runs a job is not known.`;
  return `${id} runs job ${job.id}${job.project ? ` of ${job.project}` : ''}, which would fail.`;
}

function question(rows: readonly ExecutorRow[]): string {
  const each = rows.map(({ id, state, job }) =>
    job ? `${id} (${state}, its job ${job.id} fails)` : `${id} (${state})`,
  );
  return `End ${rows.length === 1 ? 'the executor' : `${rows.length} executors`}: ${each.join(', ')}?`;
}
