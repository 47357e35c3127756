import type {
  EvaluationResult,
  GetRoleCommandInput,
  GetRoleCommandOutput,
  PolicyEvaluationDecisionType,
  SimulatePrincipalPolicyCommandInput,
  SimulatePrincipalPolicyCommandOutput,
} from '@aws-sdk/client-iam';
import { awsError } from '../aws-error.ts';
import { type Handlers, type Request, reads } from '../handler.ts';
import { page } from '../pages.ts';
import { account, userArn, type World } from '../world.ts';

const noEntity = (what: string): Error =>
  awsError('NoSuchEntityException', `The ${what} cannot be found.`, { status: 404 });

/** Roles that AWS made for its services, by the service. */
const serviceRoles: Readonly<Record<string, string>> = {
  AWSServiceRoleForECS: 'ecs.amazonaws.com',
  AWSServiceRoleForAutoScaling: 'autoscaling.amazonaws.com',
  AWSServiceRoleForEC2Spot: 'spot.amazonaws.com',
};

function getRole({ engine }: World, { RoleName = '' }: GetRoleCommandInput, { faults }: Request) {
  const service = faults.includes('no-service-roles') ? undefined : serviceRoles[RoleName];
  if (service === undefined) throw noEntity(`role with name ${RoleName}`);
  const Path = `/aws-service-role/${service}/`;
  return {
    Role: {
      ...{ Path, RoleName, Arn: `arn:aws:iam::${account}:role${Path}${RoleName}` },
      ...{ RoleId: 'AROASANDBOXSANDBOX000', CreateDate: new Date(engine.now) },
    },
  };
}

/** The caller may do everything but what a fault denies. */
function simulate(_world: World, input: SimulatePrincipalPolicyCommandInput, { faults }: Request) {
  if (input.PolicySourceArn !== userArn) throw noEntity('user or role');
  const results = (input.ActionNames ?? []).map((EvalActionName): EvaluationResult => {
    const decision = faults.includes(`deny:${EvalActionName}`) ? 'implicitDeny' : 'allowed';
    const ResourceSpecificResults = (input.ResourceArns ?? []).map((EvalResourceName) => ({
      EvalResourceName,
      EvalResourceDecision: decision as PolicyEvaluationDecisionType,
    }));
    return { EvalActionName, EvalDecision: decision, ResourceSpecificResults };
  });
  const invalid = (): Error => awsError('InvalidInput', 'Invalid value for parameter Marker.');
  const { items, next } = page(results, input.Marker, input.MaxItems, invalid);
  return { EvaluationResults: items, IsTruncated: next !== undefined, ...(next && { Marker: next }) };
}

export const iamHandlers: Handlers = {
  GetRole: reads<GetRoleCommandInput, GetRoleCommandOutput>(getRole),
  SimulatePrincipalPolicy: reads<SimulatePrincipalPolicyCommandInput, SimulatePrincipalPolicyCommandOutput>(
    simulate,
  ),
};
