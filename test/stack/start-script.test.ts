import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownDeployment, service, token, World } from './world.ts';

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
    const running = () => until(() => world.runner.some((entry) => entry.command === 'run'));
    const asked = (operation: string) =>
      world.calls.filter((call) => call.headers['x-amz-target']?.endsWith(`.${operation}`)).length;
    /** Until the script has looked at its deployments twice more, so that it would have acted on the first look. */
    const looksAgain = () => {
      const before = asked('DescribeServices');
      return until(() => asked('DescribeServices') >= before + 2);
    };

    test('writes the settings into config.toml, and the token nowhere', async () => {
      const name = 'He said "hi" \\ $HOME $(id) `id` %s';
      world.start(shell, {
        RunnerName: name,
        GitLabUrl: 'https://gitlab.example.com:8443/git',
        RunnerId: 42,
        Concurrency: 25,
        IdleCount: 3,
        IdleMinutes: 7,
        JobImage: 'registry.example.com/a/b:1',
        Privileged: 'false',
      });
      await running();

      expect(statSync(world.configFile).mode & 0o777).toBe(0o600);
      expect(parse(readFileSync(world.configFile, 'utf8'))).toEqual({
        concurrent: 25,
        log_format: 'json',
        listen_address: ':9252',
        shutdown_timeout: 110,
        runners: [
          {
            name,
            url: 'https://gitlab.example.com:8443/git',
            id: 42,
            token: '$RUNNER_TOKEN',
            executor: 'docker-autoscaler',
            limit: 25,
            request_concurrency: 10,
            feature_flags: { FF_USE_FLEETING_ACQUIRE_HEARTBEATS: true },
            docker: {
              image: 'registry.example.com/a/b:1',
              privileged: false,
              volumes: ['/certs/client', '/cache'],
            },
            autoscaler: {
              plugin: 'aws:1.1.0',
              capacity_per_instance: 1,
              max_use_count: 1,
              max_instances: 25,
              instance_ready_command:
                "timeout 300 sh -c 'until docker info >/dev/null 2>&1; do sleep 1; done'",
              delete_instances_on_shutdown: true,
              plugin_config: { name: 'glfr-ExecutorGroup-1A2B3C', region: 'eu-west-1' },
              connector_config: { username: 'ec2-user', use_external_addr: false },
              policy: [{ periods: ['* * * * *'], timezone: 'UTC', idle_count: 3, idle_time: '7m0s' }],
            },
          },
        ],
      });
      const install = { command: 'fleeting', rest: ['install'], config: world.configFile, token };
      const run = { command: 'run', rest: [], config: world.configFile, token };
      expect(world.runner).toMatchObject([install, run]);

      world.kill('SIGTERM');
      await until(() => !world.alive);
      expect(world.traces).not.toContain(token);
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

    test('leaves the id out when there is none, and asks no more than it may run', async () => {
      world.start(shell);
      await running();
      const config = parse(readFileSync(world.configFile, 'utf8')) as { runners: Record<string, unknown>[] };
      expect(config.runners[0]).toMatchObject({
        limit: 4,
        request_concurrency: 4,
        url: 'https://gitlab.com',
      });
      expect(config.runners[0]).not.toHaveProperty('id');
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
  },
);
