import { dependencies } from '../../domain/stack/template-references.ts';
import { newResource, orderedResources, sayCancelled, setOutputs } from './creation.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { runGraph } from './graph.ts';
import { removeAll } from './removal.ts';
import type { Goal, Resource } from './state.ts';
import { create, type Operation, update } from './step.ts';

/** What the stack was before an update, to clean up after it or to go back to. */
interface Before {
  goal: Goal;
  resources: ReadonlyMap<string, Resource>;
}

const same = (a: Resource | undefined, b: Resource | undefined): boolean =>
  a?.made?.physicalId === b?.made?.physicalId;

/** Deletes what the update left without use; failures there do not fail the update. */
function cleanUp(operation: Operation, { goal, resources }: Before, finished: () => void): void {
  const { stack } = operation;
  const gone = [...resources.values()].filter((old) => !same(old, stack.resources.get(old.logicalId)));
  const replaced = (old: Resource): boolean => stack.resources.has(old.logicalId);
  const copies = gone.map((old) => ({ ...old }));
  const first = copies.filter((old) => !replaced(old));
  const second = copies.filter(replaced);
  const { template } = goal;
  removeAll(operation, second, { template, replaced: true, keep: true }, () =>
    removeAll(operation, first, { template, replaced: false, keep: true }, () => finished()),
  );
}

/** Takes one resource back to what it was; the one that replaced it is left for the clean-up. */
function restore(operation: Operation, old: Resource, done: (failure?: string) => void): () => void {
  const { world, stack } = operation;
  const now = stack.resources.get(old.logicalId);
  if (now !== undefined && same(now, old)) return update(operation, now, done);
  const resource = { ...old };
  stack.resources.set(old.logicalId, resource);
  setResourceStatus(world, stack, resource, 'UPDATE_COMPLETE');
  done();
  return () => undefined;
}

function failureReason({ stack }: Operation, failed: readonly string[]): string {
  const verb = failed.some((id) => stack.resources.get(id)?.status === 'CREATE_FAILED') ? 'create' : 'update';
  return `The following resource(s) failed to ${verb}: [${failed.join(', ')}]. `;
}

function rollBack(operation: Operation, before: Before, reason: string): void {
  const { world, stack } = operation;
  stack.cancelUpdate = undefined;
  setStackStatus(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const back: Operation = { ...operation, goal: before.goal, key: `${operation.key}:back`, faults: [] };
  const attempted = new Map([...stack.resources].map(([id, resource]) => [id, { ...resource }]));
  const attemptedGoal = operation.goal;
  stack.goal = before.goal;
  const ids = orderedResources(before.goal, stack).filter((id) => before.resources.has(id));
  runGraph(ids, {
    needs: (id) => dependencies(before.goal.template, id),
    start: (id, done) => restore(back, before.resources.get(id) as Resource, done),
    afterFailure: 'stop',
    finished: (stuck) => {
      if (stuck.length > 0) {
        const why = `The following resource(s) failed to update: [${stuck.join(', ')}]. `;
        return setStackStatus(world, stack, 'UPDATE_ROLLBACK_FAILED', why);
      }
      setStackStatus(world, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
      for (const id of attempted.keys()) if (!before.resources.has(id)) stack.resources.delete(id);
      cleanUp(back, { goal: attemptedGoal, resources: attempted }, () =>
        setStackStatus(world, stack, 'UPDATE_ROLLBACK_COMPLETE'),
      );
    },
  });
}

/** Brings a stack from what it is to a new goal; a failure brings it back. */
export function updateStack(operation: Operation): void {
  const { world, stack, goal } = operation;
  const before: Before = {
    goal: stack.goal,
    resources: new Map([...stack.resources].map(([id, resource]) => [id, { ...resource }])),
  };
  const ids = orderedResources(goal, stack);
  stack.goal = goal;
  stack.updatedAt = world.engine.now;
  setStackStatus(world, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  const stop = runGraph(ids, {
    needs: (id) => dependencies(goal.template, id),
    start: (id, done) => {
      const existing = stack.resources.get(id);
      if (existing !== undefined) return update(operation, existing, done);
      const resource = newResource(goal.template, id, world.engine.now);
      stack.resources.set(id, resource);
      return create(operation, resource, done);
    },
    afterFailure: 'stop',
    finished: (failed, cancelled) => {
      if (failed.length > 0) {
        sayCancelled(operation, cancelled, 'UPDATE');
        return rollBack(operation, before, failureReason(operation, [...failed, ...cancelled]));
      }
      stack.cancelUpdate = undefined;
      setOutputs(stack);
      setStackStatus(world, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      for (const id of before.resources.keys()) if (!ids.includes(id)) stack.resources.delete(id);
      cleanUp(operation, before, () => setStackStatus(world, stack, 'UPDATE_COMPLETE'));
    },
  });
  if (stack.status !== 'UPDATE_IN_PROGRESS') return;
  stack.cancelUpdate = () => {
    stop();
    sayCancelled(operation, ids, 'UPDATE');
    rollBack(operation, before, 'Update cancelled by user');
  };
}
