import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeResources, parseTemplate, withDefaults } from '../../../src/domain/stack/template.ts';
import { evaluate, type Scope } from '../../../src/domain/stack/template-evaluate.ts';
import type { Value } from '../../../src/domain/stack/template-model.ts';
import { dependencies, topologicalOrder } from '../../../src/domain/stack/template-references.ts';
import { bundledTemplate } from '../../bundled-template.ts';

const bundled = bundledTemplate();

const small = `
Parameters:
  Name: { Type: String, Default: web }
  Size: { Type: Number, Default: 3 }
  Secret: { Type: String, NoEcho: true }
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
Mappings:
  Images: { us-east-1: { arm64: ami-1 } }
Conditions:
  IsWeb: !Equals [!Ref Name, web]
  IsBig: !Not [!Equals [!Ref Size, 3]]
  Either: !Or [!Condition IsWeb, !Condition IsBig]
  Both: !And [!Condition IsWeb, !Condition IsBig]
Resources:
  Group: { Type: AWS::Logs::LogGroup }
  Extra: { Type: AWS::S3::Bucket, Condition: IsBig, DependsOn: Group }
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Statement: { Effect: Allow, Condition: { StringEquals: { a: b } } }
`;
const template = parseTemplate(small);
const scope: Scope = {
  parameters: withDefaults(template, { Secret: 's', Subnets: 'subnet-1, subnet-2' }),
  pseudo: { 'AWS::Region': 'us-east-1' },
  resource: (id, attribute) =>
    id === 'Group' ? (attribute === undefined ? 'group-name' : `${attribute} of it`) : undefined,
};

/** Works a value out as it stands in a template, in either form. */
function worked(yaml: string): Value | undefined {
  const [resource] = Object.values(
    parseTemplate(`Resources: { R: { Type: T, Properties: { V: ${yaml} } } }`).resources,
  );
  return evaluate(template, resource?.properties.V ?? null, scope);
}

describe('functions', () => {
  test.each<[string, Value | undefined]>([
    ['!Ref Name', 'web'],
    ['{ Ref: Subnets }', ['subnet-1', 'subnet-2']],
    ['!GetAtt Group.Arn', 'Arn of it'],
    ['{ "Fn::GetAtt": [Group, Arn.Long] }', 'Arn.Long of it'],
    [
      `!Sub "\${Name}-\${Group}-\${Group.Arn}-\${AWS::Region}-\${!Name}"`,
      `web-group-name-Arn of it-us-east-1-\${Name}`,
    ],
    [`!Sub ["\${A}/\${Size}", { A: !Ref Name }]`, 'web/3'],
    ['!Join ["-", [a, !Ref Size, c]]', 'a-3-c'],
    ['!Select [1, !Ref Subnets]', 'subnet-2'],
    ['!Split [".", a.b.c]', ['a', 'b', 'c']],
    ['!FindInMap [Images, !Ref AWS::Region, arm64]', 'ami-1'],
    ['!If [IsWeb, yes-it-is, no]', 'yes-it-is'],
    ['!If [Both, 1, !If [Either, 2, 3]]', 2],
    ['[1, !If [IsBig, 2, !Ref AWS::NoValue], 3]', [1, 3]],
    ['{ a: !Ref AWS::NoValue, b: 1 }', { b: 1 }],
    ['{ "Fn::Base64": äb }', 'w6Ri'],
    ['{ Condition: { StringEquals: { a: !Ref Name } } }', { Condition: { StringEquals: { a: 'web' } } }],
    ['"{{resolve:ssm:/a}}"', '{{resolve:ssm:/a}}'],
  ])('%s', (yaml, expected) => {
    expect(worked(yaml)).toEqual(expected);
  });

  test.each([
    '!Ref Nobody',
    '!GetAtt Nobody.Arn',
    '!Select [9, !Ref Subnets]',
    '!If [Nobody, 1, 2]',
    `!Sub "\${Nobody}"`,
    '!Frobnicate x',
  ])('%s is an error, not a value', (yaml) => {
    expect(() => worked(yaml)).toThrow(/^Template error/);
  });

  test('Sub says the same as Join, whatever the texts', () => {
    const plain = fc.string().filter((text) => !text.includes('$'));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 5 }), (parts) => {
        const joined: Value = { 'Fn::Join': ['', parts.flatMap((part) => [part, { Ref: 'Name' }])] };
        const substituted: Value = { 'Fn::Sub': parts.map((part) => `${part}\${Name}`).join('') };
        expect(evaluate(template, joined, scope)).toBe(evaluate(template, substituted, scope));
      }),
    );
  });

  test('a value without functions is left as it is', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(
          fc.string().map((key) => `k${key}`),
          tie('value'),
          { noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(evaluate(template, given, scope)).toEqual(given);
      }),
    );
  });
});

describe('what a template says', () => {
  test('its parameters', () => {
    expect(template.parameters.Secret).toMatchObject({ type: 'String', noEcho: true });
    expect(withDefaults(template, { Size: '9', Unknown: 'x' })).toEqual({ Name: 'web', Size: '9' });
  });

  test('resources with a condition are there only when it holds', () => {
    const ids = (Size: string) => activeResources(template, { Size }).map(({ logicalId }) => logicalId);
    expect(ids('3')).toEqual(['Group', 'Policy']);
    expect(ids('4')).toEqual(['Group', 'Extra', 'Policy']);
  });

  test.each(['a: [', 'just text', 'Resources: {}', 'Resources: { A: { Properties: {} } }'])(
    '%s is no template',
    (text) => {
      expect(() => parseTemplate(text)).toThrow(/emplate/);
    },
  );

  test('the bundled one is read whole', () => {
    const ours = parseTemplate(bundled);
    const active = activeResources(ours, {});
    expect(active).toContainEqual({ logicalId: 'ManagerService', type: 'AWS::ECS::Service' });
    expect(dependencies(ours, 'ManagerService')).toEqual(
      expect.arrayContaining(['Cluster', 'ManagerTaskDefinition', 'ManagerSecurityGroup']),
    );
    expect(dependencies(ours, 'ManagerTaskDefinition')).toEqual(
      expect.arrayContaining(['ExecutionRole', 'ManagerRole', 'LogGroup', 'TokenSecret', 'ExecutorGroup']),
    );
  });
});

describe('order', () => {
  /** A template of n resources where each may need those before it; `edges` says which. */
  const graph = (n: number, edges: readonly [number, number][]) =>
    parseTemplate(
      JSON.stringify({
        Resources: Object.fromEntries(
          Array.from({ length: n }, (_, i) => {
            const needs = edges.filter(([from]) => from === i).map(([, to]) => `R${to}`);
            return [
              `R${i}`,
              { Type: 'T', DependsOn: needs.slice(0, 1), Properties: { V: needs.map((Ref) => ({ Ref })) } },
            ];
          }),
        ),
      }),
    );

  test('every resource comes after all that it needs, and each comes once', () => {
    const cases = fc.integer({ min: 2, max: 12 }).chain((n) => {
      const number = fc.integer({ min: 0, max: n - 1 });
      const edge = fc.tuple(number, number).filter(([a, b]) => a !== b);
      return fc.tuple(fc.constant(n), fc.array(edge), fc.boolean());
    });
    fc.assert(
      fc.property(cases, ([n, edges, reversed]) => {
        const acyclic = edges.map(([a, b]): [number, number] => (a > b === reversed ? [b, a] : [a, b]));
        const found = graph(n, acyclic);
        const order = topologicalOrder(found, Object.keys(found.resources));
        expect(order.toSorted()).toEqual(Object.keys(found.resources).toSorted());
        for (const id of order)
          for (const need of dependencies(found, id))
            expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
      }),
    );
  });

  test('a circle is an error that names it', () => {
    const circle = graph(3, [
      [0, 1],
      [1, 2],
      [2, 0],
    ]);
    expect(() => topologicalOrder(circle, ['R0', 'R1', 'R2'])).toThrow(
      'Circular dependency between resources: [R0, R1, R2]',
    );
  });
});
