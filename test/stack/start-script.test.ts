import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownDeployment, service, sshKey, token, World } from './world.ts';

const job =
  'url=https://gitlab.com/a/b/-/jobs/1 state=running stage=step_script executor_stage=docker_run duration=1s\n';
const newer = 'ecs-svc/2222222222222222222';
const on = { ProtectionEnabled: true, ExpiresInMinutes: 2880 };
const off = { ProtectionEnabled: false };

/** The image is Alpine, so its shell is busybox's; `sh` here is whatever the machine has. */
const shells = [['sh'], ['busybox', 'sh']].filter(
  ([command = '']) => !spawnSync(command, ['-c', 'true']).error,
);

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
  'the start script in $name',
  ({ shell }) => {
    let world: World;
    beforeEach(() => {
      world = new World();
    });
    afterEach(() => world.end());

    /** Waits for a state of the world; a generous deadline instead of any expectation of speed. */
    const until = (expectation: () => unknown) =>
      vi.waitFor(() => expect(expectation(), world.output).toBeTruthy(), { timeout: 20_000, interval: 20 });
    /** Until the runner is up, and hears signals. */
    const running = () => until(() => world.state === 'running');
    const asked = (operation: string) =>
      world.calls.filter((call) => call.headers['x-amz-target']?.endsWith(`.${operation}`)).length;
    /** Until the script has looked at its deployments twice more, so that it would have acted on the first look. */
    const looksAgain = () => {
      const before = asked('DescribeServices');
      return until(() => asked('DescribeServices') >= before + 2);
    };

    const looksAgainAt = (path: string) => {
      const seen = () => world.calls.filter(({ url }) => url.endsWith(path)).length;
      const before = seen();
      return until(() => seen() >= before + 2);
    };

    test('writes what the stack says into config.toml, and secrets nowhere else', async () => {
      world.start(shell, { GitLabUrl: 'https://gitlab.example.com:8443/git', RunnerId: 42, Concurrency: 25 });
      await running();

      expect(statSync(world.configFile).mode & 0o777).toBe(0o600);
      expect(parse(readFileSync(world.configFile, 'utf8'))).toMatchObject({
        concurrent: 25,
        runners: [
          {
            url: 'https://gitlab.example.com:8443/git',
            id: 42,
            token: '$RUNNER_TOKEN',
            executor: 'docker-autoscaler',
            autoscaler: { plugin_config: { name: 'glfr-ExecutorGroup-1A2B3C', region: 'eu-west-1' } },
          },
        ],
      });
      const install = { command: 'fleeting', rest: ['install'], config: world.configFile, token };
      const run = { command: 'run', rest: [], config: world.configFile, token };
      expect(world.runner).toMatchObject([install, run]);

      world.kill('SIGTERM');
      await until(() => !world.alive);
      expect(world.traces).not.toContain(token);
      expect(world.traces).not.toContain('OPENSSH');
      expect(world.output).not.toContain('se/cr+et=');
      const argv = JSON.stringify(world.calls.map((call) => 'argv' in call && call.argv));
      expect(argv).not.toMatch(/se\/cr\+et|sess\/ion/);
      for (const line of world.output.trim().split('\n')) {
        expect(JSON.parse(line)).toMatchObject({
          level: expect.any(String),
          msg: expect.stringMatching(/^glfr: /),
        });
      }
    });

    test('keeps the key to the executors in a file of its own, and out of the runner', async () => {
      world.start(shell);
      await running();
      const file = world.file('etc/key.pem');
      expect(readFileSync(file, 'utf8')).toBe(`${sshKey}\n`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(world.runner.every(({ key }) => key === undefined)).toBe(true);
    });

    test('makes a private authority and an address of GitLab known', async () => {
      const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
      world.start(shell, {
        CaCertificate: btoa(pem),
        GitLabAddress: '10.1.2.3',
        GitLabUrl: 'https://git.corp:8443',
      });
      await running();
      expect(readFileSync(world.file('etc/certs/ca.crt'), 'utf8')).toBe(pem);
      expect(readFileSync(world.file('hosts'), 'utf8')).toBe('10.1.2.3 git.corp\n');
    });

    test("logs in to the account's registry for the images of jobs, and tries again when it cannot", async () => {
      world.put('no-ecr', '');
      world.start(shell, { Ecr: 'images' });
      await running();
      const file = world.file('home/.docker/config.json');
      expect(existsSync(file)).toBe(false);
      expect(world.output).toContain('no login to ECR');
      world.kill('SIGTERM');
      await until(() => !world.alive);

      world.remove('no-ecr');
      world.put('state', '');
      world.restart(shell, { Ecr: 'images' });
      await until(() => existsSync(file));
      const auths = { '123456789012.dkr.ecr.eu-west-1.amazonaws.com': { auth: 'QVdTOmxvZ2lu' } };
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ auths });
    });

    test('suspends AZRebalance of its group, which CloudFormation cannot', async () => {
      world.start(shell);
      await running();
      const call = world.calls.find(({ url }) => url.startsWith('https://autoscaling.'));
      expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
        Action: 'SuspendProcesses',
        Version: '2011-01-01',
        AutoScalingGroupName: 'glfr-ExecutorGroup-1A2B3C',
        'ScalingProcesses.member.1': 'AZRebalance',
      });
      expect(world.output).not.toContain('AZRebalance');
    });

    test.each(['SIGTERM', 'SIGQUIT', 'SIGINT'] as const)(
      'turns %s into SIGQUIT and leaves after the last job',
      async (signal) => {
        world.put('jobs', job);
        world.start(shell);
        await until(() => world.protections.length > 0);
        expect(world.protections).toEqual([on]);

        world.kill(signal);
        await until(() => world.state === 'graceful-shutdown');
        await until(() => world.calls.at(-1)?.url.endsWith('/debug/process/state'));
        expect(world.alive).toBe(true);
        expect(world.protections).toEqual([on]);

        world.put('jobs', '');
        await until(() => !world.alive);
        expect(world.status).toBe(0);
        expect(new Set(world.signals)).toEqual(new Set(['SIGQUIT']));
        expect(world.runner.at(-1)).toEqual({ ended: true });
      },
    );

    test('aborts what a stopped task still runs before ECS kills it, so that GitLab hears of it', async () => {
      world.abortSeconds = 1;
      world.put('jobs', job.repeat(3));
      world.start(shell);
      await until(() => world.protections.length > 0);
      world.kill('SIGTERM');
      await until(() => !world.alive);
      expect(world.killedJobs).toBe(3);
      expect(world.signals.filter((signal) => signal === 'SIGTERM')).toHaveLength(1);
      expect(world.signals.indexOf('SIGQUIT')).toBe(0);
      expect(world.output).toContain('ECS kills this task soon');
    });

    test('aborts nothing for a newer deployment, however long the jobs take', async () => {
      world.abortSeconds = 0;
      world.put('jobs', job);
      world.put('services.json', service(newer, { older: ownDeployment }));
      world.start(shell);
      await until(() => world.state === 'graceful-shutdown');
      await looksAgainAt('/debug/process/state');
      world.put('jobs', '');
      await until(() => !world.alive);
      expect(world.killedJobs).toBe(0);
      expect(new Set(world.signals)).toEqual(new Set(['SIGQUIT']));
    });

    test('protects its task exactly while there are jobs', async () => {
      world.start(shell);
      await running();
      await looksAgain();
      expect(world.protections).toEqual([]);

      world.put('jobs', job + job);
      await until(() => world.protections.length === 1);
      world.put('deaf', '');
      world.put('jobs', '');
      await looksAgain();
      expect(world.protections).toEqual([on]);
      world.remove('deaf');
      await until(() => world.protections.length === 2);
      expect(world.protections).toEqual([on, off]);

      world.put('refuse', '');
      world.put('jobs', job);
      await until(() => world.protections.length > 4);
      expect(world.output.match(/"level":"error"/g)).toHaveLength(1);
      world.remove('refuse');
      await until(() => world.output.match(/task protection: true/g)?.length === 2);
      expect(world.protections.slice(2).every((put) => JSON.stringify(put) === JSON.stringify(on))).toBe(
        true,
      );
    });

    test('stops taking jobs once a newer deployment is the primary one, and not before', async () => {
      world.put('jobs', job);
      world.start(shell);
      await running();
      await looksAgain();
      for (const own of [service(ownDeployment, { older: newer }), '', '{"services":[],"failures":[]}']) {
        world.put('services.json', own);
        await looksAgain();
      }
      expect(world.signals).toEqual([]);
      const rounds = world.calls.filter(({ url }) => url.endsWith('/debug/jobs/list')).length;
      expect(asked('DescribeServices') * 5).toBeLessThanOrEqual(rounds + 5);

      world.put('services.json', service(newer, { older: ownDeployment }));
      await until(() => world.state === 'graceful-shutdown');
      expect(world.alive).toBe(true);
      expect(world.protections).toEqual([on]);
      world.put('jobs', '');
      await until(() => !world.alive);
      expect(world.status).toBe(0);
      expect(new Set(world.signals)).toEqual(new Set(['SIGQUIT']));
    });

    test('drains when its service shall have no task any more', async () => {
      world.start(shell);
      await running();
      await looksAgain();
      world.put('services.json', service(ownDeployment, { desired: 0 }));
      await until(() => !world.alive);
      expect(world.status).toBe(0);
    });

    test('ends with the status of the runner', async () => {
      world.start(shell);
      await running();
      world.put('crash', '');
      await until(() => !world.alive);
      expect(world.status).toBe(3);
    });

    test('says what is missing when the plugin cannot be had', async () => {
      world.put('no-registry', '');
      world.start(shell);
      await until(() => !world.alive);
      expect(world.status).toBe(1);
      expect(world.output).toMatch(/"level":"fatal".*registry\.gitlab\.com/);
      expect(world.runner.every((entry) => entry.command === 'fleeting')).toBe(true);
    });

    test('docker-machine: sweeps what an earlier manager left, and warms up the certificates', async () => {
      const left = (tag: string, values: string[]) =>
        values.map((value) => `<${tag}>${value}</${tag}>`).join('');
      world.put('DescribeInstances.xml', `<r>${left('instanceId', ['i-1', 'i-2'])}</r>`);
      world.put('DescribeSpotInstanceRequests.xml', `<r>${left('spotInstanceRequestId', ['sir-1'])}</r>`);
      world.put('DescribeKeyPairs.xml', `<r>${left('keyName', ['runner-abc-glfr-1a2b3c4d-17-x'])}</r>`);
      world.start(shell, {}, 'docker-machine');
      await running();

      const asked = world.calls
        .filter(({ url }) => url.startsWith('https://ec2.'))
        .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
      const group = {
        'Filter.1.Name': 'instance.group-id',
        'Filter.1.Value.1': 'ExecutorSecurityGroup.GroupId',
      };
      expect(asked).toMatchObject([
        { Action: 'DescribeSpotInstanceRequests', 'Filter.1.Value.1': 'ExecutorSecurityGroup.GroupId' },
        { Action: 'CancelSpotInstanceRequests', 'SpotInstanceRequestId.1': 'sir-1' },
        { Action: 'DescribeInstances', ...group },
        { Action: 'TerminateInstances', 'InstanceId.1': 'i-1' },
        { Action: 'TerminateInstances', 'InstanceId.1': 'i-2' },
        { Action: 'DescribeKeyPairs', 'Filter.1.Value.1': 'runner-*-glfr-1a2b3c4d-*' },
        { Action: 'DeleteKeyPair', KeyName: 'runner-abc-glfr-1a2b3c4d-17-x' },
      ]);
      expect(world.machines.map(([command]) => command)).toEqual(['create', 'rm']);
      expect(world.output).toContain('GitLab 20.0');
    });

    test('fargate: brings the driver and its settings', async () => {
      world.start(shell, {}, 'fargate');
      await running();
      expect(parse(readFileSync(world.file('opt/fargate.toml'), 'utf8'))).toMatchObject({
        Fargate: { Cluster: 'glfr-Cluster-1A2B3C', TaskDefinition: 'glfr-job', Subnet: 'subnet-1' },
        SSH: { Port: 22 },
      });
      expect(statSync(world.file('opt/fargate')).mode & 0o111).toBeTruthy();
    });

    test('a scale, a new token and a stop of the task kill no job', async () => {
      // Each is a task of its own: the next one starts when the last one has left, as ECS does with 0 and 100 percent.
      for (const change of ['scale', 'token', 'stop'] as const) {
        world.put('state', '');
        world.put('services.json', service(ownDeployment));
        world.put('jobs', job.repeat(3));
        world.restart(
          shell,
          change === 'token' ? { TokenSetAt: '2026-11-24T12:00:00Z' } : { Concurrency: 9 },
        );
        await running();
        await looksAgain();
        if (change === 'stop') world.kill('SIGTERM');
        else world.put('services.json', service(newer, { older: ownDeployment }));
        await until(() => world.state === 'graceful-shutdown');
        for (const left of [2, 1]) {
          world.put('jobs', job.repeat(left));
          await looksAgainAt('/debug/process/state');
          expect(world.alive, `${change}, ${left} jobs left`).toBe(true);
        }
        world.put('jobs', '');
        await until(() => !world.alive);
        expect(world.status).toBe(0);
      }
      expect(world.killedJobs).toBe(0);
      expect(world.runner.filter(({ ended }) => ended)).toHaveLength(3);
    });
  },
);
