import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/domain/doctor/fact.ts';
import type { SimulationQuestion } from '../../src/domain/iam/simulation.ts';
import { accountFacts } from '../../src/operations/doctor-account.ts';
import type { InspectionPort } from '../../src/operations/ports.ts';
import { stack } from '../domain/doctor/healthy.ts';

const ssoRole = 'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_1a';

/** Asks as this caller; what IAM was asked, of whom. */
async function ask(arn: string, { stackName, there = true }: { stackName?: string; there?: boolean } = {}) {
  const asked: (SimulationQuestion & { owner: string })[] = [];
  const port: Partial<InspectionPort> = {
    role: async (name) => (name === 'AWSReservedSSO_Ops_1a' ? ssoRole : undefined),
    simulate: async (owner, question) => {
      asked.push({ owner, ...question });
      return [];
    },
    quota: async () => 100,
  };
  const found = there ? known(stack({ IamPath: '/ci/' })) : unknown('denied');
  const { allowance } = accountFacts(
    {
      ...{ stack: Promise.resolve(found), offerings: Promise.resolve(known([])), stackName },
      identity: Promise.resolve(known({ account: '123456789012', arn, region: 'eu-central-1' })),
    },
    port as InspectionPort,
  );
  return { asked, fact: await allowance };
}

const user = 'arn:aws:iam::123456789012:user/people/me';

describe('whose policies are asked about', () => {
  it.each([
    ['a user, with its path', user, user],
    [
      "a session: its role's, with the path that only IAM knows",
      'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Ops_1a/me@example.com',
      ssoRole,
    ],
  ])('%s', async (_what, arn, owner) => {
    const { asked, fact } = await ask(arn);
    expect(fact).toMatchObject({ known: true, value: { owner, denials: [] } });
    expect(new Set(asked.map((one) => one.owner))).toEqual(new Set([owner]));
  });

  it.each([
    ['root', 'arn:aws:iam::123456789012:root', /root user may do everything/],
    ['a federated user', 'arn:aws:sts::123456789012:federated-user/me', /is neither/],
    ['a role that is gone', 'arn:aws:sts::123456789012:assumed-role/gone/x', /IAM has no role gone/],
  ])('%s: nobody’s', async (_what, arn, why) => {
    const { asked, fact } = await ask(arn);
    expect(fact).toMatchObject({ known: false, why: expect.stringMatching(why) });
    expect(asked).toEqual([]);
  });
});

describe('what is asked', () => {
  it('each action once, where the exported policy has it', async () => {
    const { asked } = await ask(user);
    const of = (action: string) => asked.filter(({ actions }) => actions.includes(action));
    const all = asked.flatMap(({ actions }) => actions);
    expect(all.length).toBe(new Set(all).size);
    expect(of('ecs:UpdateService')[0]?.resources).toEqual([
      'arn:aws:ecs:eu-central-1:123456789012:service/ci-Cluster-a1/a1',
    ]);
    expect(of('iam:PassRole')[0]).toMatchObject({
      resources: ['arn:aws:iam::123456789012:role/ci/ci-a1'],
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com', 'aws:RequestedRegion': 'us-east-1' },
    });
    expect(of('ecs:ListTasks')[0]).toMatchObject({
      resources: [],
      context: { 'ecs:cluster': expect.stringMatching(/ci-Cluster-$/) },
    });
    expect(of('cloudformation:ListStacks')).toHaveLength(1);
    expect(of('cloudformation:DeleteStack')).toEqual([]);
    // IAM is asked a few times, not once for each action.
    expect(asked.length).toBeLessThan(25);
  });

  it('a stack whose name is said is not looked for, even where it cannot be read', async () => {
    const { asked } = await ask(user, { stackName: 'ci', there: false });
    const all = asked.flatMap(({ actions }) => actions);
    expect(all).toContain('cloudformation:DescribeStacks');
    expect(all).not.toContain('cloudformation:ListStacks');
    expect((await ask(user, { there: false })).fact).toMatchObject({ known: false });
  });
});
