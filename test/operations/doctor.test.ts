import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import type { Check } from '../../src/domain/doctor/check.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { type Diagnosis, doctor } from '../../src/operations/doctor.ts';
import { doctorBundle } from '../../src/operations/doctor-bundle.ts';
import { init } from '../../src/operations/init.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { nobody } from './nobody.ts';
import { record } from './record.ts';

const asset = (name: string) => readFile(new URL(`../../assets/${name}`, import.meta.url), 'utf8');

/** A world of its own, with a stack of one kind in it. */
class Stage {
  readonly env: Record<string, string> = { GLFR_SANDBOX_SPEED: '500' };
  place = '';
  world!: World;
  sandbox!: Sandbox;

  async open(kind: ExecutorKind, more: object = {}): Promise<void> {
    this.place = await mkdtemp(join(tmpdir(), 'glfr-doctor-'));
    Object.assign(this.env, { XDG_STATE_HOME: this.place, GLFR_SANDBOX_SEED: `doctor-${kind}` });
    const { env } = this;
    this.world = await connect({ sandbox: true, signal: new AbortController().signal, env });
    const stateDir = join(this.place, 'glfr', 'sandbox');
    this.sandbox = await openSandbox({ stateDir, env, wallNow: Date.now });
    const { subnets } = shapeSnapshot(await this.world.ports.network.document());
    const one = subnets.find(({ name }) => name === 'production-private-a')!;
    const draft = { executor: kind, vpc: one.vpcId, subnets: [one.id], ...more };
    await record(
      init(
        {
          ...{ draft, proposals: this.world.proposals.draft, version: '1.2.3', stackName: undefined },
          ...{ prices: JSON.parse(await asset('prices.json')), force: false, drain: false, wait: true },
          ...{ confirmed: true, dryRun: false, timeoutMs: 36_000_000, credentials: this.credentials },
          templateOf: async (wanted: ExecutorKind) => bundledTemplate(wanted),
        },
        { ...this.world.ports, prompter: nobody },
      ),
    );
  }

  get credentials() {
    return { accessToken: this.world.proposals.accessToken };
  }

  async look(more: { faults?: string; drift?: boolean; version?: string; credentials?: object } = {}) {
    const { faults = '', drift = false, version = '1.2.3', credentials = this.credentials } = more;
    this.env.GLFR_SANDBOX_FAULTS = faults;
    try {
      return await record(doctor({ credentials, drift, version }, this.world.ports));
    } finally {
      this.env.GLFR_SANDBOX_FAULTS = '';
    }
  }

  close = () => rm(this.place, { recursive: true, force: true, maxRetries: 10 });
}

const of = ({ result }: Diagnosis, state: Check['state']): string[] =>
  result.checks.filter((check) => check.state === state).map(({ group, id }) => `${group}/${id}`);
const check = ({ result }: Diagnosis, name: string): Check | undefined =>
  result.checks.find(({ group, id }) => `${group}/${id}` === name);

describe('a stack of docker-autoscaler', () => {
  const stage = new Stage();
  beforeAll(() => stage.open('docker-autoscaler'));
  afterAll(stage.close);

  it('is healthy, and what is skipped is only what was not asked', async () => {
    const { result, events } = await stage.look();
    expect(of(result, 'ng')).toEqual([]);
    expect(of(result, 'skip')).toEqual(['stack/drift']);
    expect(result.result.healthy).toBe(true);
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'facts.read', open: [] });
    expect(events).toHaveLength(last?.type === 'facts.read' ? last.of : 0);
  });

  it('compares the stack with its resources when told to', async () => {
    const same = await stage.look({ drift: true });
    expect(check(same.result, 'stack/drift')).toMatchObject({ state: 'ok' });
    const { result } = await stage.look({ drift: true, faults: 'drift' });
    expect(of(result, 'ng')).toEqual(['stack/drift']);
    expect(check(result, 'stack/drift')?.text).toContain('ManagerService');
  });

  it.each([
    ['rebalancing', 'executors/az-rebalance'],
    ['old-image', 'executors/image-age'],
    ['low-quotas', 'account/vcpu-quotas'],
    ['no-service-roles', 'account/service-linked-roles'],
  ])('the fault %s makes %s wrong, and nothing else', async (faults, name) => {
    const { result } = await stage.look({ faults });
    expect(of(result, 'ng')).toEqual([name]);
    expect(result.result.healthy).toBe(false);
  });

  it('an older template', async () => {
    expect(of((await stage.look({ version: '1.3.0' })).result, 'ng')).toEqual(['stack/template-version']);
  });

  it.each([
    ['ecs:DescribeServices', ['manager/service', 'manager/log-driver', 'manager/zone-rebalancing']],
    ['ecs:ListTasks', ['manager/service', 'manager/image-pull', 'gitlab/token']],
    ['ecs:DescribeTaskDefinition', ['manager/log-driver']],
    ['logs:FilterLogEvents', ['gitlab/token', 'executors/orphans']],
    ['autoscaling:DescribeAutoScalingGroups', ['executors/az-rebalance', 'executors/image-age']],
    ['ec2:DescribeLaunchTemplateVersions', ['executors/image-age']],
    ['ec2:DescribeImages', ['executors/image-age']],
    ['ec2:DescribeInstances', ['executors/orphans']],
    ['ec2:DescribeInstanceTypes', ['network/instance-types', 'account/vcpu-quotas']],
    ['ec2:DescribeVpcs', ['network/reachability', 'network/addresses', 'network/instance-types']],
    ['cloudformation:ListStackResources', ['manager/secret']],
    ['iam:SimulatePrincipalPolicy', ['account/permissions']],
    ['iam:GetRole', ['account/service-linked-roles']],
    ['servicequotas:GetServiceQuota', ['account/vcpu-quotas', 'account/fargate-quota']],
    ['servicequotas:GetAWSDefaultServiceQuota', ['account/fargate-quota']],
    ['cloudformation:DescribeStacks', ['stack/status', 'manager/service', 'executors/kind', 'gitlab/runner']],
  ])('without %s only what needs it is skipped, and named', async (permission, skipped) => {
    const { result } = await stage.look({ faults: `deny:${permission}` });
    // What others cannot do without is wrong for them; each is so by its name in the next test.
    expect(of(result, 'ng').filter((name) => name !== 'account/permissions')).toEqual([]);
    for (const name of skipped) {
      expect(check(result, name)).toMatchObject({ state: 'skip', fix: 'glfr export policy doctor' });
      expect(check(result, name)?.text).toContain(permission);
    }
    expect(check(result, 'account/permissions')?.text).toContain(permission);
    if (permission !== 'cloudformation:DescribeStacks') expect(of(result, 'ok').length).toBeGreaterThan(9);
  });

  it.each([
    ['deny:ecs:UpdateService', 'ecs:UpdateService (for scale, runner rotate)', 'scale runner rotate'],
    ['deny:ec2:DescribeInstances', 'ec2:DescribeInstances', 'executors ls executors show'],
  ])('%s is wrong for the commands that need it, and is named with them', async (faults, says, fix) => {
    const found = check((await stage.look({ faults })).result, 'account/permissions');
    expect(found?.state).toBe('ng');
    expect(found?.text).toContain(says);
    expect(found?.fix).toContain(`glfr export policy ${fix}`);
  });

  it('a permission that nobody needs every day is not missed', async () => {
    const { result } = await stage.look({ faults: 'deny:cloudformation:DeleteStack' });
    expect(of(result, 'ng')).toEqual([]);
  });

  it('a list of the network that is denied makes reachability unknown, and says which', async () => {
    const { result } = await stage.look({ faults: 'deny:ec2:DescribeRouteTables' });
    expect(of(result, 'ng')).toEqual([]);
    expect(check(result, 'network/reachability')).toMatchObject({ state: 'skip', fix: 'glfr check' });
  });

  it('credentials that have expired are the one thing that is wrong', async () => {
    const { result } = await stage.look({ faults: 'expired' });
    expect(of(result, 'ng')).toEqual(['account/credentials']);
    expect(check(result, 'account/credentials')?.fix).toBe('aws sso login');
    expect(of(result, 'ok')).toEqual([]);
  });

  it('GitLab away, or no token to ask with', async () => {
    const names = ['gitlab/runner', 'gitlab/runner-version'];
    const away = await stage.look({ faults: 'gitlab-down' });
    expect(of(away.result, 'skip')).toEqual(expect.arrayContaining(names));
    const { result } = await stage.look({ credentials: {} });
    expect(of(result, 'ng')).toEqual([]);
    for (const name of names) expect(check(result, name)?.fix).toMatch(/^export GLFR_GITLAB_TOKEN=/);
    expect(check(result, 'gitlab/token')?.state).toBe('ok');
  });

  it('rides out throttling', async () => {
    expect(of((await stage.look({ faults: 'throttle:autoscaling' })).result, 'ng')).toEqual([]);
  });

  it('no such stack ends it: 3', async () => {
    const input = { stackName: 'nowhere', credentials: {}, drift: false, version: '1.2.3' };
    await expect(record(doctor(input, stage.world.ports))).rejects.toMatchObject({ code: 'stack.not-found' });
  });

  it('the report has events, tasks and the log, and no token', async () => {
    const { result } = await stage.look();
    const about = { versions: ['glfr 1.2.3'], credentials: stage.credentials };
    const text = await doctorBundle(result, about, stage.world.ports);
    expect(text).toMatch(/ManagerService \(AWS::ECS::Service\) CREATE_COMPLETE/);
    expect(text).toMatch(/has reached a steady state|has started 1 tasks/);
    expect(text).toContain('max_builds');
    expect(text.split('== Log of the manager ==')[1]?.trim().split('\n').length).toBeLessThanOrEqual(500);
    expect(text).not.toMatch(/gl(rt|pat)-\w{8}/);
  });

  it('a report without the right to read is a report all the same', async () => {
    const { result } = await stage.look();
    stage.env.GLFR_SANDBOX_FAULTS = 'deny:logs:FilterLogEvents,deny:cloudformation:DescribeStackEvents';
    const about = { versions: [], credentials: stage.credentials };
    const text = await doctorBundle(result, about, stage.world.ports);
    stage.env.GLFR_SANDBOX_FAULTS = '';
    expect(text.match(/not read: AWS does not allow/g)).toHaveLength(2);
  });

  it('a runner that is paused', async () => {
    await stage.world.ports.gitlab.pauseRunner(stage.sandbox.gitlabUrl, stage.sandbox.gitlabToken, 41, true);
    const { result } = await stage.look();
    await stage.world.ports.gitlab.pauseRunner(stage.sandbox.gitlabUrl, stage.sandbox.gitlabToken, 41, false);
    expect(of(result, 'ng')).toEqual(['gitlab/runner']);
    expect(check(result, 'gitlab/runner')?.fix).toBe('glfr runner unpause --stack glfr');
  });

  it('a token that was reset by other hands', async () => {
    const { gitlab, clock } = stage.world.ports;
    await gitlab.resetRunnerToken(stage.sandbox.gitlabUrl, stage.sandbox.gitlabToken, 41);
    for (let looks = 0; looks < 200; looks += 1) {
      const { result } = await stage.look();
      if (!of(result, 'ng').includes('gitlab/token')) {
        await clock.sleep(10_000);
        continue;
      }
      expect(check(result, 'gitlab/token')?.fix).toMatch(/^glfr runner rotate/);
      return;
    }
    throw new Error('it was never refused');
  });

  it('a service that a drain left with no task', async () => {
    const { stacks, service } = stage.world.ports;
    const [stack] = await stacks.list();
    const { ClusterName: cluster = '', ServiceName: name = '' } = stack?.outputs ?? {};
    await service.setDesiredCount(cluster, name, 0);
    const { result } = await stage.look();
    expect(check(result, 'manager/service')).toMatchObject({ state: 'ng', fix: 'glfr deploy' });
  });
});

describe('the other kinds', () => {
  const machine = new Stage();
  const fargate = new Stage();
  beforeAll(() =>
    Promise.all([
      machine.open('docker-machine'),
      fargate.open('fargate', { image: 'registry.example.com/job:1' }),
    ]),
  );
  afterAll(() => Promise.all([machine.close(), fargate.close()]));

  it('docker-machine: its end, and nothing else', async () => {
    const { result } = await machine.look();
    expect(of(result, 'ng')).toEqual(['executors/kind']);
    expect(check(result, 'executors/az-rebalance')?.text).toMatch(/no Auto Scaling group/);
  });

  it('fargate has no instances to look at', async () => {
    const { result } = await fargate.look();
    expect(of(result, 'ng')).toEqual([]);
    for (const name of ['executors/image-age', 'executors/az-rebalance', 'network/instance-types'])
      expect(check(result, name)?.state).toBe('ok');
  });
});
