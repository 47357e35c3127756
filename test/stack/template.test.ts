import { describe, expect, test } from 'vitest';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { managerContainer, readTemplate } from './template.ts';

/** Every name that a `Ref`, a `Fn::GetAtt` or a `${…}` uses below a value. */
function references(value: unknown): string[] {
  return [...JSON.stringify(value ?? null).matchAll(/"(?:Ref|Fn::GetAtt)":"([^".]+)|\$\{([^}.]+)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

describe.each(executorKinds)('the bundled template of %s', (kind) => {
  const template = readTemplate(kind);
  const container = managerContainer(template);
  const resource = (id: string) => template.Resources[id]?.Properties ?? {};

  test('fits into a request, and glfr finds its stacks by the description', () => {
    expect(Buffer.byteLength(bundledTemplate(kind))).toBeLessThan(51_200);
    expect(template.Description).toMatch(/^glfr: /);
  });

  test('lets the token out by the secret only', () => {
    expect(template.Parameters.RunnerToken).toMatchObject({ Type: 'String', NoEcho: true });
    expect(template.Parameters.RunnerToken).not.toHaveProperty('Default');
    const holders = Object.keys(template.Resources).filter((id) =>
      references(resource(id)).includes('RunnerToken'),
    );
    expect(holders).toEqual(['TokenSecret']);
    expect(references(template.Outputs)).not.toContain('RunnerToken');
    expect(references(template.Conditions)).not.toContain('RunnerToken');
    expect(container.Secrets[0]).toEqual({ Name: 'RUNNER_TOKEN', ValueFrom: { Ref: 'TokenSecret' } });
    expect(references(container.Environment)).not.toContain('TokenSecret');
  });

  test('uses every parameter and every condition that it declares', () => {
    const conditions = [...JSON.stringify(template).matchAll(/"(?:Condition|Fn::Condition)":"(\w+)"/g)];
    const chosen = [...JSON.stringify(template).matchAll(/"Fn::If":\["(\w+)"/g)];
    const used = new Set([...conditions, ...chosen].map(([, name]) => name));
    expect(Object.keys(template.Conditions).filter((name) => !used.has(name))).toEqual([]);
    const named = new Set(references([template.Conditions, template.Resources, template.Outputs]));
    expect(Object.keys(template.Parameters).filter((name) => !named.has(name))).toEqual([]);
  });

  test('shows each parameter once, under a heading', () => {
    const metadata = template.Metadata as {
      'AWS::CloudFormation::Interface': { ParameterGroups: { Parameters: string[] }[] };
    };
    const groups = metadata['AWS::CloudFormation::Interface'].ParameterGroups;
    expect(groups.flatMap(({ Parameters }) => Parameters).toSorted()).toEqual(
      Object.keys(template.Parameters).toSorted(),
    );
  });
});
