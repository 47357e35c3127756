import { isNode, parseDocument, visit, YAMLMap } from 'yaml';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { bundledTemplate } from '../bundled-template.ts';

/** The template as CloudFormation sees it: `!Ref X` becomes `{ Ref: 'X' }`, `!Sub …` becomes `{ 'Fn::Sub': … }`. */
export function readTemplate(kind?: ExecutorKind) {
  const document = parseDocument(bundledTemplate(kind), { logLevel: 'silent' });
  if (document.errors[0]) throw document.errors[0];
  visit(document, {
    Node(_key, node) {
      if (!isNode(node) || !node.tag?.startsWith('!')) return undefined;
      const name = node.tag.slice(1);
      node.tag = undefined;
      const call = new YAMLMap();
      call.set(name === 'Ref' ? name : `Fn::${name}`, node);
      return call;
    },
  });
  return document.toJS() as Template;
}

type Value = string | number | boolean | { Ref: string } | { [intrinsic: `Fn::${string}`]: unknown };

interface Container {
  EntryPoint: string[];
  Command: string[];
  Environment: { Name: string; Value: Value }[];
  Secrets: { Name: string; ValueFrom: Value }[];
  [property: string]: unknown;
}

interface Template {
  Description: string;
  Metadata: unknown;
  Parameters: Record<string, { Type: string; Default?: string | number; NoEcho?: boolean }>;
  Conditions: Record<string, unknown>;
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  Outputs: Record<string, { Value: Value }>;
}

export function managerContainer(template: Template): Container {
  const containers = template.Resources.ManagerTaskDefinition?.Properties.ContainerDefinitions as Container[];
  const manager = containers.find((container) => container.Name === 'manager');
  if (!manager) throw new Error('the task definition has no container called manager');
  return manager;
}
