import { commandNeeds, doorNeeds, type Needs, needsNoPermission } from './commands.ts';
import { placeFor } from './places.ts';
import { handlerCalls } from './resource-types.ts';
import type { Where } from './where.ts';

interface Statement {
  Effect: 'Allow';
  Action: string | readonly string[];
  Resource: string | readonly string[];
  Condition?: unknown;
}

export interface Policy {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** What one command or door needs; `undefined` for a name that is none. */
export const needsOf = (name: string): Needs | undefined => commandNeeds[name] ?? doorNeeds[name];

/** Every action one command needs, CloudFormation's on the caller's behalf included. */
export function actionsOf({ calls, onlyWith = {}, through }: Needs): string[] {
  const behind = through ? through.types.flatMap((type) => handlerCalls(type, through.changes)) : [];
  const all = [...calls, ...Object.values(onlyWith).flat(), ...behind];
  return [...new Set(all)].filter((action) => !needsNoPermission.includes(action)).sort();
}

/** The least policy for these commands: actions on the same resources in one statement. */
export function policyFor(needs: readonly Needs[], where: Where): Policy {
  const groups = new Map<string, { actions: string[]; place: ReturnType<typeof placeFor> }>();
  for (const action of [...new Set(needs.flatMap(actionsOf))].sort()) {
    if (action === 'cloudformation:ListStacks' && where.isNamed) continue;
    const place = placeFor(action, where);
    const key = JSON.stringify(place);
    const found = groups.get(key);
    if (found) found.actions.push(action);
    else groups.set(key, { actions: [action], place });
  }
  const statements = [...groups.values()].map(({ actions, place: { resources, condition } }) => ({
    ...{ Effect: 'Allow' as const, Action: oneOrAll(actions), Resource: oneOrAll(resources) },
    ...(condition && { Condition: condition }),
  }));
  return policyOf(statements);
}

const policyOf = (statements: Statement[]): Policy => ({ Version: '2012-10-17', Statement: statements });

const oneOrAll = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 ? (list[0] ?? '') : list;

/** Most of a managed policy, in characters without white space. Source: IAM quotas. */
export const largestPolicy = 6144;

/** As few policies as hold its statements, each small enough for a managed policy. */
export function inParts(policy: Policy): Policy[] {
  const parts: Policy[] = [];
  for (const statement of policy.Statement) {
    const last = parts.at(-1);
    const more = last && policyOf([...last.Statement, statement]);
    if (more && sizeOf(more) <= largestPolicy) parts[parts.length - 1] = more;
    else parts.push(policyOf([statement]));
  }
  return parts;
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
