import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import { interrupted } from '../../src/domain/error.ts';
import type { GlfrEvent } from '../../src/domain/event.ts';
import type { Question } from '../../src/domain/wizard/question.ts';
import { askAws } from '../../src/operations/ask-aws.ts';
import { type Checked, type CheckInput, check } from '../../src/operations/check.ts';
import { fix } from '../../src/operations/check-fix.ts';
import type { LogsPort } from '../../src/operations/ports.ts';
import { record } from './record.ts';

const manager = 'sg-0aa00000000000001';
const gitlabGroup = 'sg-0aa00000000000002';
const subnetId = 'subnet-0aa0000000000001';

let place: string;
let world: World;
const env: Record<string, string> = { GLFR_SANDBOX_SPEED: '3000', GLFR_SANDBOX_SEED: 'check' };
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-check-'));
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));
// Each test has a world of its own, since rules are added to it.
beforeEach(async (context) => {
  env.XDG_STATE_HOME = join(place, context.task.id);
  env.GLFR_SANDBOX_FAULTS = '';
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
});

const faults = (...names: string[]): void => {
  env.GLFR_SANDBOX_FAULTS = names.join(',');
};
const own = (more: object = {}): CheckInput => ({
  ask: {
    kind: 'own',
    ...{ subnets: [subnetId], securityGroups: [manager], ssh: false, registries: [], ...more },
  },
  proposedUrl: world.proposals.draft.gitlabUrl,
});
const ends = (from: string, to: string): CheckInput => ({ ask: { kind: 'ends', from, to } });

/** Answers the questions one after the other, and keeps what was asked. */
function answering(...answers: boolean[]) {
  const asked: string[] = [];
  const ask = async ({ message }: Question) => {
    asked.push(message);
    return { kind: 'value' as const, value: answers[asked.length - 1] ?? false };
  };
  return { asked, prompter: { interactive: true, ask } };
}
const nobody = { interactive: false, ask: () => Promise.reject(new Error('asked')) };

const checking = async (input: CheckInput): Promise<Checked> =>
  (await record(check(input, world.ports))).result;

const verdictOf = ({ report }: Checked, purpose: string) =>
  report.paths.find((path) => path.purpose === purpose)?.verdict;
const codesOf = ({ report }: Checked) => [
  ...new Set(report.paths.flatMap(({ findings }) => findings.map(({ code }) => code))),
];
const notices = (events: readonly GlfrEvent[]) =>
  events.flatMap((event) => (event.type === 'notice' ? event.text : []));

describe('a runner that is not there yet', () => {
  it('is asked about every path of its own, with free addresses and names as seen from here', async () => {
    const production = ['subnet-07d8cbdaca53ff705', 'subnet-0767298cb1d3175b5'];
    const { report } = await checking(own({ subnets: production, securityGroups: [] }));
    expect(report.verdict).toBe('REACHABLE');
    expect(report.paths.filter(({ from }) => from === production[0])).toHaveLength(15);
    expect(new Set(report.paths.map(({ purpose }) => purpose))).toEqual(
      new Set([
        ...['GitLab', 'logs', 'secretsmanager', 'ecs', 'ec2', 'autoscaling', 'ssm']
          .concat('executor', 'registry')
          .map((to) => `manager → ${to}`),
        ...['GitLab', 'registry', 'cache'].map((to) => `executor → ${to}`),
      ]),
    );
    expect(report.subnets.map(({ freeAddresses }) => freeAddresses)).toEqual([4091, 4091]);
    expect(report.names[0]).toEqual({
      host: 'gitlab.sandbox.example',
      addresses: ['203.0.113.10', '203.0.113.11'],
    });
  });

  it('one bad subnet of two is a part', async () => {
    const checked = await checking(
      own({ subnets: ['subnet-0bc75815668677954', 'subnet-07d8cbdaca53ff705'], securityGroups: [] }),
    );
    expect(checked.report.verdict).toBe('PARTIAL');
  });

  it('GitLab over SSH and a registry of its own on request', async () => {
    faults('network:own-gitlab');
    const checked = await checking(
      own({ ssh: true, registries: [{ host: 'registry.gitlab.com', port: 5050 }] }),
    );
    const to = checked.report.paths.map((path) => path.to);
    expect(to).toEqual(expect.arrayContaining(['gitlab.sandbox.example:22', 'registry.gitlab.com:5050']));
  });

  it.each([
    ['hairpin', 'manager → GitLab', 'PARTIAL', 'GLFR_HAIRPIN_SG_REFERENCE'],
    ['tight-endpoint', 'manager → logs', 'BLOCKED', 'ENI_SG_RULES_MISMATCH'],
    ['one-way-peering', 'manager → GitLab', 'BLOCKED', 'NO_ROUTE_TO_DESTINATION'],
    ['sick-balancer', 'manager → GitLab', 'BLOCKED', 'GLFR_LB_TARGET_UNHEALTHY'],
    ['own-gitlab', 'manager → GitLab', 'REACHABLE', 'GLFR_DNS_VIEW_DIFFERS'],
    ['peered', 'manager → GitLab', 'REACHABLE', 'GLFR_DNS_VIEW_DIFFERS'],
    ['transit', 'executor → GitLab', 'REACHABLE', 'GLFR_DNS_VIEW_DIFFERS'],
  ])('network:%s', async (network, purpose, verdict, code) => {
    faults(`network:${network}`);
    const checked = await checking(own());
    expect(verdictOf(checked, purpose)).toBe(verdict);
    expect(codesOf(checked)).toContain(code);
  });

  it('what could not be read is unknown, by its permission', async () => {
    faults('deny:ec2:DescribeNetworkAcls');
    const checked = await checking(own({ subnets: ['subnet-07d8cbdaca53ff705'], securityGroups: [] }));
    expect(checked.report.verdict).toBe('UNKNOWN');
    expect(checked.report.refused).toEqual(['ec2:DescribeNetworkAcls']);
    const messages = checked.report.paths.flatMap(({ findings }) => findings.map(({ message }) => message));
    expect(messages.some((text) => text.includes('ec2:DescribeNetworkAcls'))).toBe(true);
  });

  it('a subnet that is not there, and no stack to ask about', async () => {
    await expect(checking(own({ subnets: ['subnet-0000'] }))).rejects.toMatchObject({
      code: 'check.unknown-subnet',
      exitCode: 2,
    });
    await expect(checking(own({ subnets: [] }))).rejects.toMatchObject({
      code: 'stack.not-found',
      exitCode: 3,
    });
  });
});

describe('one path', () => {
  it.each([
    [`${subnetId},${manager}`, 'i-0aa0000000000001:443', 'BLOCKED'],
    [`${subnetId},${manager}`, '10.0.0.20', 'BLOCKED'],
    [`${subnetId},${manager}`, 'https://gitlab.sandbox.example', 'BLOCKED'],
    ['i-0aa0000000000001', 'subnet-0aa0000000000001,sg-0aa00000000000002:443', 'BLOCKED'],
    ['eni-0aa0000000000001', '203.0.113.77:443', 'BLOCKED'],
    ['eni-0999', '203.0.113.77:443', 'UNKNOWN'],
  ])('from %s to %s: %s', async (from, to, verdict) => {
    faults('network:closed-gitlab');
    const { report } = await checking(ends(from, to));
    expect(report.paths).toHaveLength(1);
    expect(report.verdict).toBe(verdict);
  });
});

describe('--fix', () => {
  it('adds own rules by one yes and others by two, then all is reachable', async () => {
    faults('network:closed-gitlab');
    const before = await checking(own());
    expect(before.report.verdict).toBe('BLOCKED');
    const { asked, prompter } = answering(true, true, true);
    const { result, events } = await record(
      fix({ ...own(), confirmed: false }, before, { ...world.ports, prompter }),
    );
    expect(asked).toEqual([
      `Add this rule: allow TCP 22 in from ${manager} in ${manager}?`,
      `Add this rule: allow TCP 443 in from ${manager} in ${gitlabGroup}?`,
      `${gitlabGroup} is not the runner's own group; others may rely on it. Change it all the same?`,
    ]);
    expect(notices(events)[0]).toMatch(/^aws ec2 authorize-security-group-ingress --group-id sg-0aa/);
    expect(result.report.verdict).toBe('REACHABLE');
  });

  it("leaves others' groups alone where nobody is asked, and on a no", async () => {
    faults('network:closed-gitlab');
    const before = await checking(own());
    const quiet = { ...world.ports, prompter: nobody };
    const { result, events } = await record(fix({ ...own(), confirmed: true }, before, quiet));
    expect(verdictOf(result, 'manager → executor')).toBe('REACHABLE');
    expect(verdictOf(result, 'manager → GitLab')).toBe('BLOCKED');
    expect(notices(events).some((text) => /not changed: aws ec2 .*sg-0aa00000000000002/.test(text))).toBe(
      true,
    );
    const { asked, prompter } = answering(true, false);
    const again = await record(fix({ ...own(), confirmed: true }, result, { ...world.ports, prompter }));
    expect(asked).toHaveLength(2);
    expect(again.result).toBe(result);
    await expect(record(fix({ ...own(), confirmed: false }, result, quiet))).rejects.toMatchObject({
      code: 'input.needed',
      exitCode: 2,
    });
  });

  it('offers nothing but rules of security groups', async () => {
    const input = own({ subnets: ['subnet-0bc75815668677954'], securityGroups: [] });
    const { events } = await record(
      fix({ ...input, confirmed: true }, await checking(input), { ...world.ports, prompter: nobody }),
    );
    expect(notices(events)).toEqual([
      'none of the fixes is a security group rule; glfr changes nothing else',
    ]);
  });
});

describe('--ask-aws', () => {
  const left = async (): Promise<number> => {
    const { openSandbox } = await import('../../src/sandbox/open.ts');
    const stateDir = join(env.XDG_STATE_HOME ?? '', 'glfr', 'sandbox');
    const sandbox = await openSandbox({ stateDir, env, wallNow: Date.now });
    const call = { service: 'ec2', command: 'DescribeNetworkInsightsAnalyses', input: {} };
    const { NetworkInsightsAnalyses } = (await sandbox.intercept(call)) as {
      NetworkInsightsAnalyses: unknown[];
    };
    return NetworkInsightsAnalyses.length;
  };
  const question = () => ends('eni-0aa0000000000001', '203.0.113.77:443');

  it('says the price, asks, compares, and leaves nothing behind', async () => {
    faults('network:closed-gitlab');
    const { asked, prompter } = answering(true);
    const checked = await checking(question());
    const { result, events } = await record(
      askAws({ confirmed: false }, checked, { ...world.ports, prompter }),
    );
    expect(notices(events)[0]).toContain('about $0.10');
    expect(asked).toEqual(['Ask AWS, for about $0.10?']);
    expect([...result.opinions.values()]).toEqual([
      expect.objectContaining({ reachable: false, explanations: [expect.anything()] }),
    ]);
    expect(await left()).toBe(0);
  });

  it('a no asks nothing of AWS', async () => {
    faults('network:closed-gitlab');
    const { prompter } = answering(false);
    const asking = askAws({ confirmed: false }, await checking(question()), { ...world.ports, prompter });
    await expect(record(asking)).rejects.toMatchObject({ code: 'declined' });
    expect(await left()).toBe(0);
  });

  it('Ctrl-C while AWS thinks deletes path and analysis all the same', async () => {
    faults('network:closed-gitlab');
    const controller = new AbortController();
    const stopped = await connect({ sandbox: true, signal: controller.signal, env });
    const clock = {
      now: () => stopped.ports.clock.now(),
      sleep: async () => {
        controller.abort();
        throw interrupted();
      },
    };
    const asking = askAws({ confirmed: true }, await checking(question()), {
      ...stopped.ports,
      ...{ clock, prompter: nobody },
    });
    await expect(record(asking)).rejects.toMatchObject({ code: 'interrupted' });
    expect(await left()).toBe(0);
  });

  it('names the policy when it is denied', async () => {
    faults('network:closed-gitlab', 'deny:ec2:StartNetworkInsightsAnalysis');
    const asking = askAws({ confirmed: true }, await checking(question()), {
      ...world.ports,
      prompter: nobody,
    });
    await expect(record(asking)).rejects.toMatchObject({
      exitCode: 4,
      suggestions: expect.arrayContaining([expect.stringContaining('AmazonVPCReachabilityAnalyzer')]),
    });
  });
});

describe('what the manager says itself', () => {
  const stack = {
    ...{ name: 'glfr', id: 'x', status: 'CREATE_COMPLETE', createdAt: 0, tags: { 'glfr:stack': 'glfr' } },
    parameters: {
      ...{ GitLabUrl: 'https://gitlab.sandbox.example', SubnetIds: 'subnet-0bc75815668677954' },
      AssignPublicIp: 'DISABLED',
    },
    outputs: {
      ...{ ManagerSecurityGroupId: manager, ExecutorSecurityGroupId: manager },
      ...{ ClusterName: 'c', ServiceName: 's', LogGroupName: 'g' },
    },
  };
  const saying = (...messages: string[]): LogsPort => ({
    ...world.ports.logs,
    page: async () => ({
      events: messages.map((message, index) => ({
        ...{ id: String(index), time: 1, ingestedAt: 1, stream: 'x', message },
      })),
    }),
  });
  const checkingStack = (logs: LogsPort) =>
    record(
      check(own({ subnets: [], securityGroups: [] }), {
        ...world.ports,
        logs,
        stacks: { ...world.ports.stacks, list: async () => [stack] },
        service: { ...world.ports.service, describe: async () => undefined, tasks: async () => [] },
      }),
    );

  it('is matched to the finding that explains it', async () => {
    const line = 'ERROR: Verifying runner... dial tcp 203.0.113.10:443: i/o timeout';
    const { result } = await checkingStack(saying('all is well', line, line));
    expect(result.report.symptoms).toMatchObject([{ line, count: 2 }]);
    expect(result.report.symptoms[0]?.explainedBy[0]?.purpose).toBe('manager → GitLab');
  });

  it('else tells what to test first', async () => {
    const { result } = await checkingStack(saying('dial tcp: lookup gitlab.x on 10.0.0.2:53: no such host'));
    expect(result.report.symptoms).toMatchObject([{ explainedBy: [] }]);
    expect(result.report.symptoms[0]?.cause).toContain('enableDnsSupport');
  });

  it('a log that may not be read is no log', async () => {
    const page = async () => {
      const { GlfrError } = await import('../../src/domain/error.ts');
      throw new GlfrError({ code: 'aws.denied', message: 'AWS does not allow logs:FilterLogEvents.' });
    };
    const { result, events } = await checkingStack({ ...world.ports.logs, page });
    expect(result.report.symptoms).toEqual([]);
    expect(notices(events)).toEqual(["the manager's log could not be read"]);
  });
});
