import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { machineOf, readMachineName } from '../domain/fleet/machine-name.ts';
import { stackTag } from '../domain/stack/stack.ts';
import type { FleetRead } from './executors.ts';
import type { FleetPort } from './ports.ts';

const instanceId = /^i-[0-9a-f]{8,17}$/;
/** An instance's id or a machine's name, or the beginning of either. */
const beginning = /^(i-[0-9a-f]{1,17}|runner-[a-z0-9-]*)$/;

/** Not only the beginning of one. */
export const isWholeName = (text: string): boolean =>
  /^i-[0-9a-f]{17}$/.test(text) || readMachineName(text) !== undefined;

/** So many candidates are named. */
const named = 8;

/** Refuses what can be no executor's id or name, before AWS is asked. Error: `executor.invalid` (2). */
export function checkExecutorId(text: string): void {
  if (beginning.test(text)) return;
  throw new GlfrError({
    code: 'executor.invalid',
    message: `${text} is neither an instance's id (i-0123456789abcdef0) nor a machine's name, nor the beginning of one.`,
    suggestions: ['glfr executors ls'],
    exitCode: exitCode.usage,
  });
}

/**
 * The row of an instance's id or a machine's name, or of the only one that begins so. `command`: what is to be typed with
 * one of several. Error: `executor.ambiguous` (2).
 */
export function rowOf(text: string, { list }: FleetRead, command: string): ExecutorRow | undefined {
  const namesOfRow = (row: ExecutorRow) => [row.id, machineOf(row) ?? row.id];
  const exact = list.rows.find((row) => namesOfRow(row).includes(text));
  if (exact) return exact;
  const found = list.rows.filter((row) => namesOfRow(row).some((name) => name.startsWith(text)));
  if (found.length > 1)
    throw ambiguous(
      text,
      found.map((row) => `glfr executors ${command} ${row.id} (${wordsFor(row)})`),
    );
  return found[0];
}

const wordsFor = ({ state, job }: ExecutorRow): string => (job ? `${state}, job ${job.id}` : state);

/** `candidates`: commands, one for each. */
export function ambiguous(text: string, candidates: readonly string[]): GlfrError {
  const more = candidates.length - named;
  return new GlfrError({
    code: 'executor.ambiguous',
    message: `${candidates.length} executors begin with ${text}.`,
    suggestions: [
      ...candidates.slice(0, named),
      ...(more > 0 ? [`glfr executors ls --all (${more} more)`] : []),
    ],
    exitCode: exitCode.usage,
  });
}

/** Why there is no such executor. Errors: `executor.foreign`, `executor.not-found` (3). */
export async function noSuchExecutor(
  text: string,
  { stack }: Pick<FleetRead, 'stack'>,
  fleet: FleetPort,
): Promise<GlfrError> {
  const [other] = instanceId.test(text) ? await fleet.find([text]) : [];
  const its = other?.tags[stackTag];
  const suggestions = ['glfr executors ls --all'];
  if (!other)
    return new GlfrError({
      code: 'executor.not-found',
      message: `There is no executor ${text} in the stack ${stack.name}; EC2 forgets one an hour after its end.`,
      ...{ suggestions, exitCode: exitCode.notFound },
    });
  return new GlfrError({
    code: 'executor.foreign',
    message:
      its === undefined
        ? `The instance ${text} is no executor of glfr, so glfr leaves it alone.`
        : `The executor ${text} belongs to the stack ${its}, not to ${stack.name}.`,
    suggestions: its === undefined ? suggestions : [`glfr executors ls --stack ${its}`, ...suggestions],
    exitCode: exitCode.notFound,
  });
}
