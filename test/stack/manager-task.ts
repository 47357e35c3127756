import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { withDefaults } from '../../src/domain/stack/template.ts';
import { evaluate } from '../../src/domain/stack/template-evaluate.ts';
import { templateOf } from './deployed.ts';

interface Container {
  EntryPoint: string[];
  Command: string[];
  Environment: { Name: string; Value: string }[];
  Secrets: { Name: string; ValueFrom: string }[];
}

const pseudo = {
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  'AWS::StackName': 'glfr',
  'AWS::StackId':
    'arn:aws:cloudformation:eu-west-1:123456789012:stack/glfr/1a2b3c4d-0000-1111-2222-333344445555',
};

/** The manager's container as ECS is given it, with these parameters; resources are named after their logical ids. */
export function managerContainer(kind: ExecutorKind, given: Record<string, string | number> = {}): Container {
  const template = templateOf(kind);
  const texts = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  const needed = { VpcId: 'vpc-1', SubnetIds: 'subnet-1,subnet-2', RunnerToken: 'glrt-x' };
  const task = evaluate(template, template.resources.ManagerTaskDefinition?.properties ?? {}, {
    parameters: withDefaults(template, { ...needed, ...texts }),
    pseudo,
    resource: (id, attribute) => (attribute ? `${id}.${attribute}` : `glfr-${id}-1A2B3C`),
  }) as unknown as { ContainerDefinitions: [Container] };
  return task.ContainerDefinitions[0];
}
