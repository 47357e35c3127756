import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { machineOf, readMachineName } from '../domain/fleet/machine-name.ts';
import { stackTag } from '../domain/stack/stack.ts';
import type { FleetRead } from './executors.ts';
import type { FleetPort } from './ports.ts';

const instanceId = /^i-[0-9a-f]{8,17}$/;

/** Refuses what can be no executor's id or name, before AWS is asked. Error: `executor.invalid` (2). */
export function checkExecutorId(text: string): void {
  if (instanceId.test(text) || readMachineName(text)) return;
  throw new GlfrError({
    code: 'executor.invalid',
    message: `${text} is neither an instance's id (i-0123456789abcdef0) nor a machine's name.`,
    suggestions: ['glfr executors ls'],
    exitCode: exitCode.usage,
  });
}

/** The row of an instance's id or a machine's name. */
export const rowOf = (text: string, { list }: FleetRead): ExecutorRow | undefined =>
  list.rows.find((row) => row.id === text || machineOf(row) === text);

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
