import type { Change } from '@aws-sdk/client-cloudformation';
import { GlfrError } from '../../domain/error.ts';
import type { Value, ValueMap } from '../../domain/stack/template-model.ts';
import { orderedResources } from './creation.ts';
import { kindOf } from './kinds.ts';
import { canonical, madeResources, propertiesOf, scopeOf } from './scope.ts';
import type { Goal, Resource, Stack } from './state.ts';
import { replaces } from './step.ts';

const change = (
  Action: 'Add' | 'Modify' | 'Remove',
  logicalId: string,
  type: string,
  more: object,
): Change => ({
  Type: 'Resource',
  ResourceChange: { Action, LogicalResourceId: logicalId, ResourceType: type, Details: [], ...more },
});

/** Ref and GetAtt as they will be: what an earlier change will alter is given a value it never had. */
class Foresight {
  private readonly made: (logicalId: string, attribute?: string) => Value | undefined;
  private readonly stack: Stack;
  private readonly replaced = new Set<string>();
  private readonly moved = new Set<string>();

  constructor(stack: Stack) {
    this.stack = stack;
    this.made = madeResources(stack);
  }

  look = (logicalId: string, attribute?: string): Value => {
    const known = this.made(logicalId, attribute);
    const altered = this.replaced.has(logicalId) || this.moved.has(`${logicalId}.${attribute}`);
    return known === undefined || altered ? `{{new ${logicalId}.${attribute ?? ''}}}` : known;
  };

  note(logicalId: string, type: string, replaced: boolean): void {
    if (replaced) this.replaced.add(logicalId);
    for (const attribute of kindOf(type).movingAttributes ?? []) this.moved.add(`${logicalId}.${attribute}`);
  }

  properties(goal: Goal, logicalId: string): ValueMap {
    try {
      return propertiesOf(goal, logicalId, scopeOf(this.stack, goal, this.look));
    } catch (error) {
      // Whatever cannot be foreseen counts as changed.
      if (error instanceof GlfrError) return { unforeseen: true };
      throw error;
    }
  }
}

function modification(old: Resource, now: ValueMap): Change {
  const names = [...new Set([...Object.keys(old.properties), ...Object.keys(now)])];
  const changed = names.filter((name) => canonical(old.properties[name]) !== canonical(now[name]));
  const replaced = replaces(old.type, old.properties, now);
  return change('Modify', old.logicalId, old.type, {
    PhysicalResourceId: old.made?.physicalId,
    Replacement: replaced ? 'True' : 'False',
    Scope: ['Properties'],
    Details: changed.map((Name) => ({
      Target: { Attribute: 'Properties', Name, RequiresRecreation: replaced ? 'Always' : 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  });
}

/** What an update to this goal would do to the stack's resources. */
export function changesFor(stack: Stack, goal: Goal): Change[] {
  const foresight = new Foresight(stack);
  const ids = orderedResources(goal, stack);
  const changes: Change[] = [];
  for (const id of ids) {
    const type = goal.template.resources[id]?.type ?? '';
    const old = stack.resources.get(id);
    if (old?.made === undefined) {
      changes.push(change('Add', id, type, {}));
      continue;
    }
    const now = foresight.properties(goal, id);
    if (canonical(now) === canonical(old.properties)) continue;
    changes.push(modification(old, now));
    foresight.note(id, type, replaces(type, old.properties, now));
  }
  for (const old of stack.resources.values()) {
    if (ids.includes(old.logicalId) || old.made === undefined) continue;
    changes.push(change('Remove', old.logicalId, old.type, { PhysicalResourceId: old.made.physicalId }));
  }
  return changes;
}

/** What creating the goal would add. */
export function additionsFor(stack: Stack, goal: Goal): Change[] {
  return orderedResources(goal, stack).map((id) =>
    change('Add', id, goal.template.resources[id]?.type ?? '', {}),
  );
}

/** Do two goals differ in what no resource shows: outputs and tags? */
export function differsElsewhere(before: Goal, now: Goal): boolean {
  const tags = ({ tags: list }: Goal): string[] => list.map(({ Key, Value }) => `${Key}=${Value}`).toSorted();
  const outputs = ({ template, parameters }: Goal): string =>
    JSON.stringify([template.outputs, referred(template.outputs, parameters)]);
  return tags(before).join() !== tags(now).join() || outputs(before) !== outputs(now);
}

/** The parameters that outputs show. */
function referred(outputs: object, parameters: Readonly<Record<string, string>>): string[] {
  const text = JSON.stringify(outputs);
  return Object.entries(parameters)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
    .map(([, value]) => value);
}
