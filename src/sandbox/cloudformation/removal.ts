import type { Template } from '../../domain/stack/template-model.ts';
import { dependencies } from '../../domain/stack/template-references.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { runGraph } from './graph.ts';
import type { Resource } from './state.ts';
import { type Operation, remove } from './step.ts';

const kept = (template: Template, { logicalId }: Resource, replaced: boolean): boolean => {
  const declared = template.resources[logicalId];
  const policy = replaced ? declared?.updateReplacePolicy : declared?.deletionPolicy;
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
};

/**
 * Deletes resources, each after those that depend on it. `template` is the one they were made from; `replaced`
 * tells that others took their place.
 */
export function removeAll(
  operation: Operation,
  resources: readonly Resource[],
  options: { template: Template; replaced: boolean; keep: boolean },
  finished: (failed: readonly string[]) => void,
): () => void {
  const { world, stack } = operation;
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  return runGraph([...byId.keys()].toReversed(), {
    needs: (id) =>
      [...byId.keys()].filter((other) => dependencies(options.template, other).includes(id) && other !== id),
    start: (id, done) => {
      const resource = byId.get(id);
      if (resource === undefined) {
        done();
        return () => undefined;
      }
      if (options.keep && kept(options.template, resource, options.replaced)) {
        setResourceStatus(world, stack, resource, 'DELETE_SKIPPED');
        done();
        return () => undefined;
      }
      return remove(operation, resource, done);
    },
    afterFailure: 'go-on',
    finished,
  });
}

/** Deletes a whole stack. */
export function deleteStack(operation: Operation): void {
  const { world, stack } = operation;
  setStackStatus(world, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  const living = [...stack.resources.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');
  const options = { template: stack.goal.template, replaced: false, keep: true };
  removeAll(operation, living, options, (failed) => {
    if (failed.length > 0) {
      const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
      return setStackStatus(world, stack, 'DELETE_FAILED', reason);
    }
    stack.deletedAt = world.engine.now;
    setStackStatus(world, stack, 'DELETE_COMPLETE');
  });
}
