import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Template, TemplateParameter } from '../../domain/stack/template-model.ts';
import { validationError } from '../aws-error.ts';
import type { Network } from '../ec2/network.ts';
import { hex } from '../ids.ts';
import { hashed, isHash } from '../secrets.ts';
import type { Goal } from './state.ts';

const isNumber = (type: string): boolean => type === 'Number' || type === 'List<Number>';
const isListType = (type: string): boolean => type.startsWith('List<') || type === 'CommaDelimitedList';

/** Why CloudFormation would refuse one value; `undefined` when it would not. */
function problemOf(name: string, declared: TemplateParameter, value: string): string | undefined {
  const { allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = declared;
  const parts = isListType(declared.type) ? value.split(',') : [value];
  if (allowedValues && !parts.every((part) => allowedValues.includes(part))) {
    return `Parameter '${name}' must be one of AllowedValues`;
  }
  if (
    allowedPattern !== undefined &&
    !parts.every((part) => new RegExp(`^(?:${allowedPattern})$`).test(part))
  ) {
    return `Parameter '${name}' must match pattern ${allowedPattern}`;
  }
  if (minLength !== undefined && value.length < minLength) {
    return `Parameter '${name}' must contain at least ${minLength} characters`;
  }
  if (maxLength !== undefined && value.length > maxLength) {
    return `Parameter '${name}' must contain at most ${maxLength} characters`;
  }
  if (!isNumber(declared.type)) return undefined;
  if (parts.some((part) => part.trim() === '' || Number.isNaN(Number(part)))) {
    return `Parameter '${name}' must be a number`;
  }
  if (minValue !== undefined && parts.some((part) => Number(part) < minValue)) {
    return `Parameter '${name}' must be a number not less than ${minValue}`;
  }
  if (maxValue !== undefined && parts.some((part) => Number(part) > maxValue)) {
    return `Parameter '${name}' must be a number not greater than ${maxValue}`;
  }
  return undefined;
}

function check(name: string, declared: TemplateParameter, value: string): void {
  if (declared.noEcho && isHash(value)) return;
  const problem = problemOf(name, declared, value);
  if (problem === undefined) return;
  const constraint = declared.constraintDescription;
  throw validationError(
    constraint ? `Parameter ${name} failed to satisfy constraint: ${constraint}` : problem,
  );
}

/** The given parameters with secrets checked and then hashed, so that nothing later sees them. */
export function withoutSecrets(template: Template, given: readonly Parameter[]): Parameter[] {
  return given.map((parameter) => {
    const { ParameterKey: name = '', ParameterValue: value } = parameter;
    const declared = template.parameters[name];
    if (!declared?.noEcho || value === undefined || value === '' || isHash(value)) return parameter;
    check(name, declared, value);
    return { ...parameter, ParameterValue: hashed(value) };
  });
}

/** Every parameter's value, or the error CloudFormation gives. */
export function parameterValues(
  template: Template,
  given: readonly Parameter[],
  previous: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const names = Object.keys(template.parameters);
  const unknown = given.map(({ ParameterKey }) => ParameterKey ?? '').filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values: Record<string, string> = {};
  for (const { ParameterKey: name = '', ParameterValue, UsePreviousValue } of given) {
    const before = previous?.[name];
    if (UsePreviousValue && before === undefined) {
      throw validationError(
        `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    const value = UsePreviousValue ? before : ParameterValue;
    if (value !== undefined) values[name] = value;
  }
  const missing: string[] = [];
  for (const [name, declared] of Object.entries(template.parameters)) {
    const value = values[name] ?? declared.default;
    if (value === undefined) missing.push(name);
    else {
      check(name, declared, value);
      values[name] = value;
    }
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** Values of `AWS::SSM::Parameter::Value<…>` parameters: every name exists, an image's is an AMI id. */
export function ssmValues(
  template: Template,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries(template.parameters).flatMap(([name, { type }]) => {
    const value = values[name];
    if (!type.startsWith('AWS::SSM::Parameter::Value<') || value === undefined) return [];
    return [[name, type.includes('Image::Id') ? `ami-0${hex(value, 16)}` : `value of ${value}`] as const];
  });
  return Object.fromEntries(entries);
}

/** Why parameters of AWS's own types name nothing that exists; `undefined` when all do. */
export function missingNetwork(
  { vpcs, subnets }: Network,
  { template, parameters }: Goal,
): string | undefined {
  const existing = (type: string): readonly (string | undefined)[] | undefined => {
    if (type.includes('AWS::EC2::VPC::Id')) return vpcs.map(({ VpcId }) => VpcId);
    return type.includes('AWS::EC2::Subnet::Id') ? subnets.map(({ SubnetId }) => SubnetId) : undefined;
  };
  for (const [name, { type }] of Object.entries(template.parameters)) {
    const known = existing(type);
    const missing =
      known && (parameters[name] ?? '').split(',').find((value) => !known.includes(value.trim()));
    if (missing !== undefined) {
      return `Parameter validation failed: parameter value ${missing} for parameter name ${name} does not exist`;
    }
  }
  return undefined;
}
