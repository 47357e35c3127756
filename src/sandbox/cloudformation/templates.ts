import type { CreateChangeSetCommandInput } from '@aws-sdk/client-cloudformation';
import { parseTemplate } from '../../domain/stack/template.ts';
import type { Template } from '../../domain/stack/template-model.ts';
import { awsError, validationError } from '../aws-error.ts';
import type { World } from '../world.ts';
import { findStack } from './find.ts';
import { parameterValues, ssmValues } from './parameters.ts';
import type { Goal } from './state.ts';

const limit = 51_200;
const parsed = new Map<string, Template>();

/** The template read; a rebuilt world meets the same one many times. */
function read(body: string): Template {
  const known = parsed.get(body);
  if (known !== undefined) return known;
  const template = parseTemplate(body);
  parsed.set(body, template);
  return template;
}

/** The template a change set is asked for. */
export function templateOf(
  world: World,
  input: CreateChangeSetCommandInput,
): { body: string; template: Template } {
  const { TemplateBody, UsePreviousTemplate, TemplateURL, StackName = '' } = input;
  if (UsePreviousTemplate) {
    const stack = findStack(world, StackName);
    if (stack === undefined) throw validationError(`Stack [${StackName}] does not exist`);
    return stack.goal;
  }
  if (TemplateURL !== undefined)
    throw validationError('The sandbox has no S3; send the template as TemplateBody');
  if (!TemplateBody) throw validationError('Either Template URL or Template Body must be specified.');
  if (Buffer.byteLength(TemplateBody) > limit) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    );
  }
  return { body: TemplateBody, template: read(TemplateBody) };
}

function needsCapability(template: Template): 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | undefined {
  const iam = Object.values(template.resources).filter(({ type }) => type.startsWith('AWS::IAM::'));
  if (iam.length === 0) return undefined;
  const named = ['RoleName', 'UserName', 'GroupName', 'ManagedPolicyName', 'InstanceProfileName'];
  const isNamed = iam.some(({ properties }) => named.some((name) => name in properties));
  return isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
}

/** What the request asks for, or CloudFormation's refusal. */
export function goalOf(world: World, input: CreateChangeSetCommandInput, previous: Goal | undefined): Goal {
  const { body, template } = templateOf(world, input);
  const capabilities = input.Capabilities ?? [];
  const needed = needsCapability(template);
  const given =
    needed === undefined || capabilities.includes(needed) || capabilities.includes('CAPABILITY_NAMED_IAM');
  if (!given) throw awsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
  const parameters = parameterValues(template, input.Parameters ?? [], previous?.parameters);
  return {
    body,
    template,
    parameters,
    resolved: ssmValues(template, parameters),
    tags: input.Tags ?? previous?.tags ?? [],
    capabilities,
  };
}
