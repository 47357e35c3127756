import { hasCode } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { prepareUpdate } from './prepare-update.ts';
import type { DeployInput, RolloutDeps } from './rollout.ts';

type Preview = Pick<DeployResult, 'changeSet'>;

/**
 * What CloudFormation would do to each resource of a stack: the change set of the plan is made, read, and taken away
 * again. Without the permission for that the plan has to do, and it is said.
 */
export async function* preview(
  input: DeployInput,
  deps: Pick<RolloutDeps, 'stacks' | 'clock'>,
): Operation<Preview> {
  try {
    const prepared = yield* prepareUpdate(input, { isNew: false }, deps);
    if (!prepared) return { changeSet: [] };
    await deps.stacks.deleteChangeSet(prepared.id);
    const text = 'The change set was read, and taken away again';
    yield { type: 'phase.ended', phase: 'change-set', text, outcome: 'done' };
    yield { type: 'change-set.read', changes: prepared.changes };
    return { changeSet: prepared.changes };
  } catch (error) {
    if (!hasCode(error, 'aws.denied')) throw error;
    const text = `The change set cannot be shown: ${error.message}`;
    yield { type: 'phase.ended', phase: 'change-set', text, outcome: 'skipped' };
    return {};
  }
}
