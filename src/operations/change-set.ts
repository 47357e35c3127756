import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { ChangeSet, ChangeSetRequest, Stack } from '../domain/stack/stack.ts';
import { again } from '../domain/typed-command.ts';
import type { Clock, StackPort } from './ports.ts';

const pollMs = 1500;

export type PreparedChangeSet = Pick<ChangeSet, 'id' | 'stackId' | 'changes'>;

/**
 * Makes a change set and waits until it can be executed. Returns what it would change, or `undefined` when CloudFormation
 * finds nothing to change. Error: `stack.change-set-failed`.
 */
export async function* prepareChangeSet(
  request: Omit<ChangeSetRequest, 'name'>,
  deps: { stacks: StackPort; clock: Clock },
): AsyncGenerator<GlfrEvent, PreparedChangeSet | undefined, void> {
  const name = `glfr-${deps.clock.now()}`;
  const made = await deps.stacks.createChangeSet({ ...request, name });
  for (;;) {
    const changeSet = await deps.stacks.describeChangeSet(made.id);
    if (changeSet.status === 'CREATE_COMPLETE')
      return { id: made.id, stackId: made.stackId || changeSet.stackId, changes: changeSet.changes };
    if (changeSet.status === 'FAILED') {
      await deps.stacks.deleteChangeSet(made.id);
      if (isNoChange(changeSet.statusReason)) return undefined;
      throw new GlfrError({
        code: 'stack.change-set-failed',
        message: `CloudFormation refuses the change: ${changeSet.statusReason ?? 'no reason given'}`,
        suggestions: [`${again} (with the setting it names corrected)`],
      });
    }
    yield { type: 'waiting', text: 'the change set' };
    await deps.clock.sleep(pollMs);
  }
}

/** Of an update, only what comes after this event is news. */
export async function newestEvent(
  existing: Stack | undefined,
  stacks: StackPort,
): Promise<string | undefined> {
  return existing && (await stacks.events(existing.id)).at(-1)?.id;
}

/** CloudFormation has only this text to tell "nothing to do" from a failure. */
const isNoChange = (reason = ''): boolean =>
  /didn't contain changes|No updates are to be performed/i.test(reason);
