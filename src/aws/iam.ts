import {
  type EvaluationResult,
  GetRoleCommand,
  IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import type { Denial, Denier, SimulationQuestion } from '../domain/iam/simulation.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { limiter } from './network/limiter.ts';

/** IAM names no limit for the actions of one request; so many results are one page of its answer. */
const actionsAtOnce = 100;
/** IAM allows few requests a second in an account. */
const requestsAtOnce = 4;

/** Roles, and what policies allow as IAM simulates it. IAM is the account's, not a region's. */
export function iamReader(connection: Connection) {
  const client = equip(new IAMClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const limited = limiter(requestsAtOnce);

  async function simulateOnce(owner: string, { actions, resources, context }: SimulationQuestion) {
    const input = {
      ...{ PolicySourceArn: owner, ActionNames: [...actions] },
      ...(resources.length > 0 && { ResourceArns: [...resources] }),
      ContextEntries: Object.entries(context).map(([name, value]) => ({
        ...{ ContextKeyName: name, ContextKeyValues: [value] },
        ContextKeyType: value === 'true' ? ('boolean' as const) : ('string' as const),
      })),
    };
    const denials: Denial[] = [];
    for await (const page of paginateSimulatePrincipalPolicy({ client }, input, options))
      denials.push(...(page.EvaluationResults ?? []).flatMap(denialIn));
    return denials;
  }

  return {
    /** ARN of a role by its name, whatever its path; `undefined` when there is none. */
    async role(name: string): Promise<string | undefined> {
      try {
        const { Role } = await client.send(new GetRoleCommand({ RoleName: name }), options);
        return Role?.Arn;
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchEntityException') return undefined;
        throw error;
      }
    },
    /** What the policies of this user or role (ARN) do not allow. */
    async simulate(owner: string, question: SimulationQuestion): Promise<Denial[]> {
      const parts: SimulationQuestion[] = [];
      for (let from = 0; from < question.actions.length; from += actionsAtOnce)
        parts.push({ ...question, actions: question.actions.slice(from, from + actionsAtOnce) });
      const all = await Promise.all(parts.map((part) => limited(() => simulateOnce(owner, part))));
      return all.flat();
    },
  };
}

/** An action counts as allowed when it is on one of the resources: not every action knows each kind of them. */
function denialIn(result: EvaluationResult): Denial[] {
  const { EvalActionName: action = '', EvalDecision, ResourceSpecificResults: each = [] } = result;
  const isAllowed =
    each.length > 0
      ? each.some(({ EvalResourceDecision }) => EvalResourceDecision === 'allowed')
      : EvalDecision === 'allowed';
  if (isAllowed) return [];
  const missing = [result, ...each].flatMap(({ MissingContextValues = [] }) => MissingContextValues);
  return [{ action, by: denierIn(result), undecidedWithout: [...new Set(missing)].sort() }];
}

function denierIn(result: EvaluationResult): Denier {
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'organisation';
  const boundaries = [result, ...(result.ResourceSpecificResults ?? [])];
  const isBounded = boundaries.some(
    ({ PermissionsBoundaryDecisionDetail: detail }) => detail?.AllowedByPermissionsBoundary === false,
  );
  return isBounded ? 'boundary' : 'policies';
}
