import { runSimulation } from '@cloud-copilot/iam-simulate';
import { expect } from 'vitest';
import { account, type Deployed, type Properties } from './deployed.ts';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A call as AWS authorises it: once for each resource it touches. */
export type Call = [action: string, resource: string, context?: Record<string, string>];

/** The logical ids of a stack's roles. */
export const rolesOf = ({ resources }: Deployed): string[] =>
  Object.keys(resources).filter((id) => resources[id]?.type === 'AWS::IAM::Role');

/** Everything a role may do. */
export const statementsOf = (stack: Deployed, role: string): Statement[] =>
  (stack.properties(role).Policies ?? []).flatMap((policy: Properties) => policy.PolicyDocument.Statement);

/** What a role's policies, and the cache bucket's where it is asked, say to a call. */
export async function verdict(stack: Deployed, role: string, call: Call): Promise<string> {
  const [, resource] = call;
  const bucketPolicy = resource.startsWith(stack.resources.CacheBucket ? cacheBucket : '!')
    ? stack.properties('CacheBucketPolicy').PolicyDocument
    : undefined;
  const policies = (stack.properties(role).Policies ?? []).map((policy: Properties) => ({
    name: policy.PolicyName,
    policy: policy.PolicyDocument,
  }));
  return simulate(call, `arn:aws:sts::${account}:assumed-role/${role}/session`, policies, bucketPolicy);
}

export const cacheBucket = 'arn:aws:s3:::ci-cachebucket-1a2b3c';

/** May this service be somebody's role? */
export const assumes = (stack: Deployed, role: string, service: string, context?: Record<string, string>) =>
  simulate(
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/${role}`, context],
    service,
    [],
    stack.properties(role).AssumeRolePolicyDocument,
  );

/** Every one of these calls is allowed to a role. */
export async function allows(stack: Deployed, role: string, calls: Call[]) {
  for (const call of calls) expect(await verdict(stack, role, call), call.join(' ')).toBe('Allowed');
}

/** Every one of these calls is refused to a role. */
export async function refuses(stack: Deployed, role: string, calls: Call[]) {
  for (const call of calls) expect(await verdict(stack, role, call), call.join(' ')).toMatch(/Denied$/);
}

/** The simulator checks policies, actions, kinds of resources and context keys against AWS's own lists. */
async function simulate(
  [action, resource, contextVariables = {}]: Call,
  principal: string,
  identityPolicies: { name: string; policy: unknown }[],
  resourcePolicy?: unknown,
): Promise<string> {
  const answer = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: account }, contextVariables },
      identityPolicies,
      resourcePolicy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error')
    throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  const ignored = answer.resultType === 'single' ? (answer.result.ignoredContextKeys ?? []) : [];
  if (ignored.length > 0) throw new Error(`${action} on ${resource} knows no ${ignored.join(', ')}`);
  return answer.overallResult;
}
