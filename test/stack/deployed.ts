import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { parseTemplate, withDefaults } from '../../src/domain/stack/template.ts';
import { conditionHolds, evaluate, type Scope } from '../../src/domain/stack/template-evaluate.ts';
import type { Template, TemplateParameter, Value } from '../../src/domain/stack/template-model.ts';
import { bundledTemplate } from '../bundled-template.ts';

export const account = '123456789012';
export const region = 'eu-west-1';
export const stackId = '0a1b2c3d-1111-2222-3333-444455556666';
export const securityGroups: Readonly<Record<string, string>> = {
  ManagerSecurityGroup: 'sg-0aaaaaaa',
  ExecutorSecurityGroup: 'sg-0bbbbbbb',
  EndpointSecurityGroup: 'sg-0ccccccc',
};
export const subnets = ['subnet-0aaaaaaa', 'subnet-0bbbbbbb'];

/** An ARN of this account and region. */
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

const pseudo = {
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': arn('cloudformation', `stack/ci/${stackId}`),
  'AWS::StackName': 'ci',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** What CloudFormation needs and no default gives. */
const given = {
  VpcId: 'vpc-0a1b2c3d',
  SubnetIds: subnets.join(','),
  RunnerToken: 'glrt-t1_ThisIsTheSecret',
  TokenSetAt: '2026-11-23T10:00:00Z',
};

export interface Deployed {
  template: Template;
  /** The resources whose condition holds, with every function worked out. */
  resources: Readonly<Record<string, { type: string; properties: Properties }>>;
  outputs: Readonly<Record<string, Value | undefined>>;
  properties(logicalId: string): Properties;
}

// What a test looks into is its own business; a wrong path fails it.
// biome-ignore lint/suspicious/noExplicitAny: the shape differs for each resource
export type Properties = any;

const templates = new Map<ExecutorKind, Template>();

/** The bundled template of a kind, read once. */
export function templateOf(kind: ExecutorKind): Template {
  const template = templates.get(kind) ?? parseTemplate(bundledTemplate(kind));
  templates.set(kind, template);
  return template;
}

/** A stack as CloudFormation would make it. What refers to a resource that is not made is an error, as there. */
export function deploy(kind: ExecutorKind, parameters: Readonly<Record<string, string>> = {}): Deployed {
  return deployTemplate(templateOf(kind), { ...given, ...parameters });
}

export function deployTemplate(template: Template, given: Readonly<Record<string, string>>): Deployed {
  const values = withDefaults(template, given);
  for (const name of Object.keys(given))
    if (!(name in template.parameters)) throw new Error(`the template has no parameter ${name}`);
  for (const [name, declared] of Object.entries(template.parameters)) {
    const problem = refusal(declared, values[name]);
    if (problem) throw new Error(`CloudFormation refuses ${name}: ${problem}`);
  }
  const made = (condition: string | undefined) =>
    condition === undefined || conditionHolds(template, condition, { parameters: values, pseudo });
  const active = new Map(Object.entries(template.resources).filter(([, { condition }]) => made(condition)));
  const scope: Scope = {
    parameters: values,
    pseudo,
    resource: (id, attribute) => {
      const type = active.get(id)?.type;
      return type === undefined ? undefined : physical(type, id, attribute, values.IamPath ?? '/');
    },
  };
  const resources = Object.fromEntries(
    [...active].map(([id, { type, properties }]) => [
      id,
      { type, properties: evaluate(template, properties, scope) },
    ]),
  );
  const outputs = Object.entries(template.outputs).filter(([, { condition }]) => made(condition));
  return {
    template,
    resources,
    outputs: Object.fromEntries(outputs.map(([id, { value }]) => [id, evaluate(template, value, scope)])),
    properties: (id) => {
      const found = resources[id];
      if (!found) throw new Error(`there is no ${id}: ${Object.keys(resources).join(', ')}`);
      return found.properties;
    },
  };
}

/** Why CloudFormation would refuse a parameter's value. */
function refusal(declared: TemplateParameter, value: string | undefined): string | undefined {
  const { type, allowedValues, allowedPattern, minValue, maxValue, maxLength } = declared;
  if (value === undefined) return 'there is no value';
  if (new TextEncoder().encode(value).length > 4096) return 'more than 4096 bytes';
  if (maxLength !== undefined && value.length > maxLength) return `longer than ${maxLength}`;
  const items = /^(List<|CommaDelimitedList)/.test(type) ? value.split(',') : [value];
  return items.flatMap((item) => {
    if (allowedValues && !allowedValues.includes(item)) return `${item} is not allowed`;
    if (allowedPattern && !new RegExp(`^(?:${allowedPattern})$`).test(item))
      return `${item} has another form`;
    if (type !== 'Number') return [];
    if (!/^\d+$/.test(item)) return `${item} is no number`;
    const isWithin =
      Number(item) >= (minValue ?? 0) && Number(item) <= (maxValue ?? Number.POSITIVE_INFINITY);
    return isWithin ? [] : `${item} is out of range`;
  })[0];
}

/** Ref and GetAtt for each type, as AWS documents them; `undefined` for what a type does not have. */
function physical(type: string, id: string, attribute: string | undefined, path: string): string | undefined {
  const name = `ci-${id}-1A2B3C`;
  const byType: Record<string, Record<string, string>> = {
    'AWS::AutoScaling::AutoScalingGroup': { Ref: name },
    'AWS::CloudWatch::Alarm': { Ref: name, Arn: arn('cloudwatch', `alarm:${name}`) },
    'AWS::EC2::KeyPair': { Ref: 'ci-executor', KeyPairId: 'key-0a1b2c3d' },
    'AWS::EC2::LaunchTemplate': { Ref: 'lt-0a1b2c3d', LatestVersionNumber: '3' },
    'AWS::EC2::SecurityGroup': { Ref: securityGroups[id] ?? '', GroupId: securityGroups[id] ?? '' },
    'AWS::ECS::Cluster': { Ref: name, Arn: arn('ecs', `cluster/${name}`) },
    'AWS::ECS::Service': { Ref: arn('ecs', `service/ci-Cluster-1A2B3C/${name}`), Name: name },
    'AWS::ECS::TaskDefinition': { Ref: arn('ecs', `task-definition/${id}:1`) },
    'AWS::Events::Rule': { Ref: name, Arn: arn('events', `rule/${name}`) },
    'AWS::IAM::InstanceProfile': { Ref: name, Arn: `arn:aws:iam::${account}:instance-profile${path}${name}` },
    'AWS::IAM::Role': { Ref: name, Arn: `arn:aws:iam::${account}:role${path}${name}` },
    'AWS::Logs::LogGroup': { Ref: '/glfr/ci', Arn: arn('logs', 'log-group:/glfr/ci:*') },
    'AWS::S3::Bucket': { Ref: 'ci-cachebucket-1a2b3c', Arn: 'arn:aws:s3:::ci-cachebucket-1a2b3c' },
    'AWS::SecretsManager::Secret': { Ref: arn('secretsmanager', 'secret:TokenSecret-1A2B3C-AbCdEf') },
    'AWS::SNS::Topic': { Ref: arn('sns', name) },
  };
  return byType[type]?.[attribute ?? 'Ref'];
}
