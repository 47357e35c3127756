import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/domain/settings/declaration.ts';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';

import { always, config, variable } from './manager-config.ts';
import { token } from './valid-settings.ts';

const extra: Record<string, object> = {
  '': {},
  'docker.shm_size = 300000000': { docker: { shm_size: 300_000_000 } },
  'output_limit = 8192\ndocker.pull_policy = ["always"]': {
    output_limit: 8192,
    docker: { pull_policy: ['always'] },
  },
};

const noProxy = (first: string[], { proxyBypass }: Settings) =>
  [...first, ...proxyBypass.split(',')].filter(Boolean).toSorted();

describe.each(executorKinds)('config.toml of %s, whatever the settings', (kind) => {
  test('says how many jobs, for which runner of which GitLab', () =>
    always(kind, (stack, { settings, derived }) => {
      const { runners, ...whole } = config(stack);
      expect(whole).toEqual({
        concurrent: settings.concurrency,
        log_format: 'json',
        listen_address: ':9252',
        shutdown_timeout: kind === 'docker-machine' ? 600 : 110,
        ...(kind === 'docker-machine' && { machine: { shutdown_drain: { enabled: true } } }),
      });
      expect(runners).toHaveLength(1);
      expect(runners[0]).toMatchObject({
        name: derived.RunnerName,
        url: settings.gitlabUrl,
        token: '$RUNNER_TOKEN',
        executor: { 'docker-autoscaler': kind, 'docker-machine': 'docker+machine', fargate: 'custom' }[kind],
        limit: kind === 'docker-machine' ? settings.maxExecutors : settings.concurrency,
        request_concurrency: 10,
        ...extra[settings.runnerToml],
      });
      expect(runners[0].id).toBe(derived.RunnerId === '' ? undefined : Number(derived.RunnerId));
      expect(runners[0]['tls-ca-file']).toBe(settings.ca ? '/etc/gitlab-runner/certs/ca.crt' : undefined);
    }));

  test('holds no secret, and nothing but the secret holds the token', () =>
    always(kind, (stack) => {
      const others = Object.entries(stack.resources).filter(([id]) => id !== 'TokenSecret');
      expect(JSON.stringify([others, stack.outputs])).not.toContain(token);
      expect(stack.properties('TokenSecret').SecretString).toBe(token);
    }));

  test('gives jobs and manager the proxy, with what is near left out', () =>
    always(kind, (stack, { settings }) => {
      const pairs = config(stack).runners[0].environment?.map((one: string) =>
        one.split(/=(.*)/s).slice(0, 2),
      );
      const inJobs = Object.fromEntries(pairs ?? []);
      for (const name of ['HTTP_PROXY', 'HTTPS_PROXY'])
        for (const value of [inJobs[name], inJobs[name.toLowerCase()], variable(stack, name)])
          expect(value).toBe(settings.proxy || undefined);
      if (!settings.proxy) return;
      const near = ['localhost', '127.0.0.1'];
      const inJob = noProxy([...near, 'docker', '169.254.169.254'], settings);
      expect(inJobs.NO_PROXY.split(',').filter(Boolean).toSorted()).toEqual(inJob);
      expect(inJobs.no_proxy).toBe(inJobs.NO_PROXY);
      expect(variable(stack, 'NO_PROXY').split(',').filter(Boolean).toSorted()).toEqual(
        noProxy([...near, '169.254.0.0/16'], settings),
      );
    }));

  test('caches in the bucket of the stack, without a key', () =>
    always(kind, (stack, { settings }) => {
      expect(config(stack).runners[0].cache).toEqual(
        settings.cacheDays === 0
          ? undefined
          : {
              Type: 's3',
              Shared: true,
              s3: {
                BucketName: 'ci-cachebucket-1a2b3c',
                BucketLocation: 'eu-west-1',
                AuthenticationType: 'iam',
              },
            },
      );
    }));

  test('finds GitLab by address where its name does not lead there', () =>
    always(kind, (stack, { settings: { gitlabUrl, gitlabAddress } }) => {
      const { hostname } = new URL(gitlabUrl);
      expect(variable(stack, 'GLFR_HOSTS')).toBe(gitlabAddress && `${gitlabAddress} ${hostname}`);
      if (kind === 'fargate') return;
      const hosts = gitlabAddress ? [`${hostname}:${gitlabAddress}`] : undefined;
      expect(config(stack).runners[0].docker.extra_hosts).toEqual(hosts);
    }));
});

describe.each(['docker-autoscaler', 'docker-machine'] as const)('jobs of %s', (kind) => {
  test('run in the image and with the volumes and rights that the settings say', () =>
    always(kind, (stack, { settings }) => {
      const { docker } = config(stack).runners[0];
      expect(docker).toMatchObject({
        image: settings.image,
        privileged: settings.privileged,
        volumes: settings.volumes,
      });
      expect(variable(stack, 'GLFR_ECR')).toBe(
        settings.ecr === 'off' ? '' : '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      );
    }));
});

test('docker-autoscaler: one job for each executor, a catch-all policy first, then the schedules', () =>
  always('docker-autoscaler', (stack, { settings, schedules }) => {
    const [{ feature_flags, autoscaler }] = config(stack).runners;
    expect(feature_flags).toEqual({ FF_USE_FLEETING_ACQUIRE_HEARTBEATS: true });
    const isKeyed = settings.ssh === 'key';
    expect(autoscaler).toEqual({
      plugin: expect.stringMatching(/^aws:\d+\.\d+\.\d+$/),
      capacity_per_instance: 1,
      max_use_count: 1,
      max_instances: settings.maxExecutors,
      instance_ready_command: expect.stringContaining('docker info'),
      delete_instances_on_shutdown: true,
      plugin_config: { name: 'ci-ExecutorGroup-1A2B3C', region: 'eu-west-1' },
      connector_config: {
        username: 'ec2-user',
        use_external_addr: false,
        ...(isKeyed && { key_path: '/etc/gitlab-runner/key.pem', use_static_credentials: true }),
      },
      policy: [
        {
          periods: ['* * * * *'],
          timezone: 'UTC',
          idle_count: settings.idle,
          idle_time: `${settings.idleTime}s`,
        },
        ...schedules.map(({ cron, idle, seconds, zone }) => ({
          periods: [cron],
          timezone: zone,
          idle_count: idle,
          idle_time: `${seconds}s`,
        })),
      ],
    });
  }));
