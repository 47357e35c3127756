import { evaluate, type Scope } from '../../domain/stack/template-evaluate.ts';
import { isMap, type Value, type ValueMap } from '../../domain/stack/template-model.ts';
import { account, region } from '../world.ts';
import type { Goal, Stack } from './state.ts';

type Lookup = (logicalId: string, attribute?: string) => Value | undefined;

/** Ref and GetAtt of the stack's resources as they are made. */
export const madeResources =
  (stack: Stack): Lookup =>
  (logicalId, attribute) => {
    const made = stack.resources.get(logicalId)?.made;
    return attribute === undefined ? made?.physicalId : made?.attributes[attribute];
  };

/** What a goal's template is evaluated against in this stack. */
export function scopeOf(stack: Pick<Stack, 'id' | 'name'>, goal: Goal, resource: Lookup): Scope {
  return {
    parameters: { ...goal.parameters, ...goal.resolved },
    pseudo: {
      'AWS::AccountId': account,
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::StackId': stack.id,
      'AWS::StackName': stack.name,
      'AWS::URLSuffix': 'amazonaws.com',
    },
    zones: ['a', 'b', 'c'].map((zone) => region + zone),
    resource,
  };
}

/** A resource's properties with everything worked out. */
export function propertiesOf(goal: Goal, logicalId: string, scope: Scope): ValueMap {
  const found = evaluate(goal.template, goal.template.resources[logicalId]?.properties ?? {}, scope);
  return isMap(found) ? found : {};
}

/** The same text for equal values, whatever the order of their keys. */
export function canonical(value: Value | undefined): string {
  return JSON.stringify(value, (_, inner: Value) =>
    isMap(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
