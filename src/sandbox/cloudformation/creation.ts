import { activeResources } from '../../domain/stack/template.ts';
import { conditionHolds, evaluate } from '../../domain/stack/template-evaluate.ts';
import type { Template } from '../../domain/stack/template-model.ts';
import { dependencies, topologicalOrder } from '../../domain/stack/template-references.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { runGraph } from './graph.ts';
import { removeAll } from './removal.ts';
import { madeResources, scopeOf } from './scope.ts';
import type { Goal, Resource, Stack } from './state.ts';
import { create, type Operation } from './step.ts';

/** The goal's resources, each after what it depends on. */
export function orderedResources(goal: Goal, stack: Stack): string[] {
  const { parameters, pseudo } = scopeOf(stack, goal, () => undefined);
  const active = activeResources(goal.template, { ...goal.parameters, ...parameters }, pseudo);
  return topologicalOrder(
    goal.template,
    active.map(({ logicalId }) => logicalId),
  );
}

export function newResource(template: Template, logicalId: string, now: number): Resource {
  const type = template.resources[logicalId]?.type ?? '';
  return { logicalId, type, status: 'CREATE_IN_PROGRESS', changedAt: now, properties: {} };
}

/** Works out the outputs once everything is there. */
export function setOutputs(stack: Stack): void {
  const { goal } = stack;
  const scope = scopeOf(stack, goal, madeResources(stack));
  stack.outputs = Object.entries(goal.template.outputs)
    .filter(([, { condition }]) => condition === undefined || conditionHolds(goal.template, condition, scope))
    .map(([key, output]) => ({
      key,
      value: String(evaluate(goal.template, output.value, scope) ?? ''),
      description: output.description,
      ...(output.exportName !== undefined && {
        exportName: String(evaluate(goal.template, output.exportName, scope)),
      }),
    }));
}

/** Says that work under way was given up because something else failed. */
export function sayCancelled(operation: Operation, ids: readonly string[], verb: 'CREATE' | 'UPDATE'): void {
  const { world, stack } = operation;
  for (const id of ids) {
    const resource = stack.resources.get(id);
    const what = resource?.status.startsWith('CREATE') ? 'CREATE' : verb;
    if (!resource?.status.endsWith('_IN_PROGRESS')) continue;
    setResourceStatus(
      world,
      stack,
      resource,
      `${what}_FAILED`,
      `Resource ${what === 'CREATE' ? 'creation' : 'update'} cancelled`,
    );
  }
}

function rollBack(operation: Operation, failed: readonly string[]): void {
  const { world, stack } = operation;
  const reason = `The following resource(s) failed to create: [${failed.join(', ')}]. Rollback requested by user.`;
  setStackStatus(world, stack, 'ROLLBACK_IN_PROGRESS', reason);
  const quiet = { ...operation, faults: [] };
  const options = { template: stack.goal.template, replaced: false, keep: false };
  removeAll(quiet, [...stack.resources.values()], options, (stuck) => {
    if (stuck.length === 0) return setStackStatus(world, stack, 'ROLLBACK_COMPLETE');
    const why = `The following resource(s) failed to delete: [${stuck.join(', ')}]. `;
    setStackStatus(world, stack, 'ROLLBACK_FAILED', why);
  });
}

/** Creates a stack's resources; a failure takes everything back. */
export function createStack(operation: Operation): void {
  const { world, stack, goal } = operation;
  stack.goal = goal;
  setStackStatus(world, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  const stop = runGraph(orderedResources(goal, stack), {
    needs: (id) => dependencies(goal.template, id),
    start: (id, done) => {
      const resource = newResource(goal.template, id, world.engine.now);
      stack.resources.set(id, resource);
      return create(operation, resource, done);
    },
    afterFailure: 'stop',
    finished: (failed, cancelled) => {
      stack.cancel = undefined;
      if (failed.length > 0) {
        sayCancelled(operation, cancelled, 'CREATE');
        return rollBack(operation, [...failed, ...cancelled]);
      }
      setOutputs(stack);
      setStackStatus(world, stack, 'CREATE_COMPLETE');
    },
  });
  if (stack.status !== 'CREATE_IN_PROGRESS') return;
  stack.cancel = () => {
    stop();
    stack.cancel = undefined;
  };
}
