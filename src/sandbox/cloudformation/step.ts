import { GlfrError } from '../../domain/error.ts';
import type { ValueMap } from '../../domain/stack/template-model.ts';
import { isAwsError } from '../aws-error.ts';
import { between } from '../ids.ts';
import { after, type World } from '../world.ts';
import { handlerMessage, setResourceStatus } from './events.ts';
import type { Done } from './graph.ts';
import type { ResourceKind, Site } from './kind.ts';
import { kindOf } from './kinds.ts';
import { canonical, madeResources, propertiesOf, scopeOf } from './scope.ts';
import type { Goal, Made, Resource, Stack } from './state.ts';

/** One operation on a stack: what it is to become, and what shall go wrong. */
export interface Operation {
  world: World;
  stack: Stack;
  goal: Goal;
  /** Different for every operation. */
  key: string;
  faults: readonly string[];
}

type During = 'create' | 'update' | 'remove';
const initiated = 'Resource creation Initiated';
const replacing = 'Requested update requires the creation of a new physical resource; hence creating one.';

/** A run of delayed actions that can be stopped as one. */
function chain(world: World) {
  let stopped = false;
  let pending: { cancel(): void } | undefined;
  return {
    next: (ms: number, run: () => void): void => {
      pending = after(world, ms, run);
    },
    /** `run`, unless the chain was stopped meanwhile. */
    unlessStopped:
      (run: Done): Done =>
      (failure) => {
        if (!stopped) run(failure);
      },
    stop: (): void => {
      stopped = true;
      pending?.cancel();
    },
  };
}

function siteOf(operation: Operation, resource: Resource, properties: ValueMap): Site {
  const { world, stack, key, faults } = operation;
  const { logicalId, type } = resource;
  return { world, stack, logicalId, type, properties, key: `${key}:${logicalId}`, faults };
}

const seconds = (site: Site, kind: ResourceKind, during: During): number =>
  between(`${site.key}:${during}`, ...kind.seconds[during]) * 1000;

/** The resource's properties under the goal, or why they cannot be worked out. */
function wanted({ stack, goal }: Operation, logicalId: string): ValueMap | string {
  try {
    return propertiesOf(goal, logicalId, scopeOf(stack, goal, madeResources(stack)));
  } catch (error) {
    if (error instanceof GlfrError) return error.message;
    throw error;
  }
}

/** The answer of a kind, or the message of the error its service gave. */
function attempt(make: () => Made): Made | string {
  try {
    return make();
  } catch (error) {
    if (isAwsError(error)) return (error as Error).message;
    throw error;
  }
}

interface Plan {
  during: 'create' | 'update';
  make: (site: Site) => Made;
  /** Said when the physical resource is there. */
  said?: string | undefined;
  opening?: string | undefined;
}

/** Brings one resource to the goal: in-progress event, the kind's own work, complete event. */
function perform(operation: Operation, resource: Resource, plan: Plan, done: Done): () => void {
  const { world, stack } = operation;
  const verb = plan.during === 'create' ? 'CREATE' : 'UPDATE';
  const steps = chain(world);
  const fail = (reason: string): void => {
    setResourceStatus(world, stack, resource, `${verb}_FAILED`, reason);
    done(reason);
  };
  const failHandler = (message: string, code?: string): void => fail(handlerMessage(stack, message, code));
  setResourceStatus(world, stack, resource, `${verb}_IN_PROGRESS`, plan.opening);
  steps.next(700, () => {
    const properties = wanted(operation, resource.logicalId);
    if (typeof properties === 'string') return fail(properties);
    resource.properties = properties;
    const site = siteOf(operation, resource, properties);
    const kind = kindOf(resource.type);
    if (operation.faults.includes(`resource:${resource.logicalId}`)) {
      const message = `The sandbox was told to fail ${resource.logicalId} (fault resource:${resource.logicalId})`;
      return steps.next(1500, () => failHandler(message));
    }
    const made = attempt(() => plan.make(site));
    if (typeof made === 'string') return failHandler(made);
    resource.made = made;
    if (plan.said !== undefined) setResourceStatus(world, stack, resource, `${verb}_IN_PROGRESS`, plan.said);
    steps.next(seconds(site, kind, plan.during), () => {
      const settled = steps.unlessStopped((failure) => {
        if (failure !== undefined) return failHandler(failure);
        setResourceStatus(world, stack, resource, `${verb}_COMPLETE`);
        done();
      });
      if (kind.settle) kind.settle(site, made, plan.during, settled);
      else settled();
    });
  });
  return steps.stop;
}

export function create(operation: Operation, resource: Resource, done: Done): () => void {
  const kind = kindOf(resource.type);
  return perform(operation, resource, { during: 'create', make: kind.create, said: initiated }, done);
}

/** Does a change from one set of properties to the other make a new resource? */
export function replaces(type: string, before: ValueMap, now: ValueMap): boolean {
  const { replacedBy } = kindOf(type);
  if (replacedBy === 'any') return true;
  return replacedBy.some((name) => canonical(before[name]) !== canonical(now[name]));
}

/** Updates or replaces a resource if its properties changed; nothing is said if they did not. */
export function update(operation: Operation, resource: Resource, done: Done): () => void {
  const properties = wanted(operation, resource.logicalId);
  const { made } = resource;
  const unchanged =
    typeof properties !== 'string' && canonical(properties) === canonical(resource.properties);
  if (made === undefined || (unchanged && resource.status !== 'UPDATE_FAILED')) {
    done();
    return () => undefined;
  }
  const kind = kindOf(resource.type);
  if (typeof properties !== 'string' && replaces(resource.type, resource.properties, properties)) {
    const plan = { during: 'update', make: kind.create, said: initiated, opening: replacing } as const;
    return perform(operation, resource, plan, done);
  }
  const make = (site: Site): Made => kind.update?.(site, made) ?? made;
  return perform(operation, resource, { during: 'update', make }, done);
}

/** Deletes one physical resource. */
export function remove(operation: Operation, resource: Resource, done: Done): () => void {
  const { world, stack } = operation;
  const { made } = resource;
  const steps = chain(world);
  const complete = (): void => {
    setResourceStatus(world, stack, resource, 'DELETE_COMPLETE');
    done();
  };
  setResourceStatus(world, stack, resource, 'DELETE_IN_PROGRESS');
  if (made === undefined) {
    complete();
    return () => undefined;
  }
  const kind = kindOf(resource.type);
  const site = siteOf(operation, resource, resource.properties);
  kind.remove?.(site, made);
  steps.next(seconds(site, kind, 'remove'), () => {
    const settled = steps.unlessStopped((failure) => {
      if (failure === undefined) return complete();
      setResourceStatus(world, stack, resource, 'DELETE_FAILED', failure);
      done(failure);
    });
    if (kind.settle) kind.settle(site, made, 'remove', settled);
    else settled();
  });
  return steps.stop;
}
