import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { type Properties, stackId } from './deployed.ts';
import { always, config, variable } from './manager-config.ts';

test('docker-machine: one job for each machine, schedules in its own seven fields', () =>
  always('docker-machine', (stack, { settings, schedules }) => {
    const { MachineOptions, ...machine } = config(stack).runners[0].machine;
    expect(machine).toEqual({
      MachineDriver: 'amazonec2',
      MachineName: `glfr-${stackId.slice(0, 8)}-%s`,
      MaxBuilds: 1,
      MaxGrowthRate: 10,
      IdleCount: settings.idle,
      IdleTime: settings.idleTime,
      autoscaling: schedules.map(({ cron, idle, seconds, zone }) => ({
        Periods: [`* ${cron} *`],
        Timezone: zone,
        IdleCount: idle,
        IdleTime: seconds,
      })),
    });
    expect(machine.autoscaling.every((one: Properties) => one.Periods[0].split(' ').length === 7)).toBe(true);
  }));

test('docker-machine: machines as the settings say, in the own network and group, encrypted, with IMDSv2', () =>
  always('docker-machine', (stack, { settings, derived }) => {
    const options = (config(stack).runners[0].machine.MachineOptions as string[]).map((option) => {
      const [, name = '', value = ''] = /^(?:amazonec2-)?([a-z0-9-]+)=(.*)$/.exec(option) ?? [];
      return [name, value] as const;
    });
    const engine = options.flatMap(([name, value]) => (name === 'engine-env' ? [value] : []));
    const isArm = /^[a-z]+\d+g/.test(settings.instanceTypes[0] ?? '');
    const ubuntu = `/aws/service/canonical/ubuntu/server/22.04/stable/current/${isArm ? 'arm64' : 'amd64'}`;
    // CloudFormation reads a parameter; the manager may not.
    const ami = settings.ami.startsWith('resolve:') ? `{{${settings.ami}}}` : settings.ami;
    const hasCredentials = settings.ecr === 'jobs' || settings.executorRole !== '';
    expect(Object.fromEntries(options.filter(([name]) => name !== 'engine-env'))).toEqual({
      region: 'eu-west-1',
      'vpc-id': settings.vpc,
      'subnet-id': settings.subnets[0],
      zone: derived.MachineZone,
      'security-group': stack.properties('ExecutorSecurityGroup').GroupName,
      'security-group-readonly': 'true',
      'use-private-address': 'true',
      'private-address-only': derived.AssignPublicIp === 'ENABLED' ? 'false' : 'true',
      'instance-type': settings.instanceTypes[0],
      ami: ami || `{{resolve:ssm:${ubuntu}/hvm/ebs-gp2/ami-id}}`,
      'ssh-user': 'ubuntu',
      'root-size': String(settings.disk),
      'volume-type': 'gp3',
      'volume-encrypted': 'true',
      'iam-instance-profile': 'ci-ExecutorProfile-1A2B3C',
      'metadata-token': 'required',
      'metadata-token-response-hop-limit': hasCredentials ? '2' : '1',
      tags: `glfr:stack,ci,${settings.costTag.replace('=', ',')}`,
      ...(settings.onDemandPercent === 0 && { 'request-spot-instance': 'true', 'spot-price': '' }),
    });
    expect(engine.map((one) => one.split('=')[0])).toEqual(
      settings.proxy ? ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] : [],
    );
    if (settings.proxy) {
      expect(engine.slice(0, 2)).toEqual([`HTTP_PROXY=${settings.proxy}`, `HTTPS_PROXY=${settings.proxy}`]);
      expect(engine[2]).toBe(`NO_PROXY=localhost,127.0.0.1,${settings.proxyBypass}`);
    }
  }));

test('docker-machine: the start script sweeps the keys of its own machines', () =>
  always('docker-machine', (stack) => {
    const { MachineName } = config(stack).runners[0].machine;
    const machine = `runner-abcdefghi-${MachineName.replace('%s', '1700000000-0a1b2c3d')}`;
    const pattern = variable(stack, 'GLFR_KEY_NAMES').replaceAll('*', '.*');
    expect(machine).toMatch(new RegExp(`^${pattern}$`));
    expect(machine.length).toBeLessThanOrEqual(63);
    expect(variable(stack, 'GLFR_SECURITY_GROUP')).toBe('sg-0bbbbbbb');
  }));

test('fargate: each step of a job goes to the driver, which knows cluster, network and task', () =>
  always('fargate', (stack, { settings, derived }) => {
    const [runner] = config(stack).runners;
    const steps = ['config', 'prepare', 'run', 'cleanup'].map((step) => [
      [`${step}_exec`, '/opt/glfr/fargate'],
      [`${step}_args`, ['--config', '/opt/glfr/fargate.toml', 'custom', step]],
    ]);
    expect(runner.custom).toEqual(Object.fromEntries(steps.flat()));
    expect(runner).toMatchObject({
      builds_dir: '/opt/gitlab-runner/builds',
      cache_dir: '/opt/gitlab-runner/cache',
    });
    const driver = parse(variable(stack, 'GLFR_FARGATE')) as Properties;
    expect(driver).toEqual({
      LogLevel: 'info',
      LogFormat: 'json',
      Fargate: {
        Cluster: 'ci-Cluster-1A2B3C',
        Region: 'eu-west-1',
        Subnet: settings.subnets[0],
        SecurityGroup: 'sg-0bbbbbbb',
        TaskDefinition: stack.properties('JobTaskDefinition').Family,
        EnablePublicIP: derived.AssignPublicIp === 'ENABLED',
      },
      TaskMetadata: { Directory: '/opt/glfr/metadata' },
      SSH: { Username: 'root', Port: 22 },
    });
  }));
