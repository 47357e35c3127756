import { commandNeeds, doorNeeds, type Needs, needsNoPermission } from './commands.ts';
import { placeFor, type Where } from './places.ts';
import { handlerCalls } from './resource-types.ts';

interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  Condition?: unknown;
}

export interface Policy {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** What one command or door needs; `undefined` for a name that is none. */
export const needsOf = (name: string): Needs | undefined => commandNeeds[name] ?? doorNeeds[name];

/** Every action one command needs, CloudFormation's on the caller's behalf included. */
export function actionsOf({ calls, through }: Needs): string[] {
  const behind = through ? through.types.flatMap((type) => handlerCalls(type, through.changes)) : [];
  return [...new Set([...calls, ...behind])].filter((action) => !needsNoPermission.includes(action)).sort();
}

/** The least policy for these commands: actions on the same resources in one statement. */
export function policyFor(needs: readonly Needs[], where: Where): Policy {
  const statements = new Map<string, Statement>();
  for (const action of [...new Set(needs.flatMap(actionsOf))].sort()) {
    if (action === 'cloudformation:ListStacks' && where.isNamed) continue;
    const { resources, condition } = placeFor(action, where);
    const key = JSON.stringify([resources, condition]);
    const found = statements.get(key);
    if (found) found.Action.push(action);
    else
      statements.set(key, {
        ...{ Effect: 'Allow', Action: [action], Resource: resources },
        ...(condition && { Condition: condition }),
      });
  }
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}

/** The partition a region is in. Source: AWS's list of partitions. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

/** Characters without white space, which is how IAM counts a policy. */
export const sizeOf = (policy: Policy): number => JSON.stringify(policy).replace(/\s/g, '').length;
