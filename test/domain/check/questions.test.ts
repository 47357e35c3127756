import { describe, expect, it } from 'vitest';
import { proxyFrom } from '../../../src/domain/check/proxy.ts';
import { hostsOf, questionsOf } from '../../../src/domain/check/questions.ts';
import { gitlabFrom, registryOf, type Scene } from '../../../src/domain/check/scene.ts';

const scene = (more: Partial<Scene> = {}): Scene => ({
  ...{ title: 'glfr', subnets: ['subnet-1'], ssh: false, registries: [] },
  ...{ gitlab: { host: 'git.example', port: 443 }, executorKind: 'docker-autoscaler' },
  ...{ managerImage: 'public.ecr.aws/gitlab/gitlab-runner:x', jobImage: 'alpine' },
  ...more,
});
const asked = (of: Scene): string[] =>
  questionsOf(of, { region: 'eu-west-1', publicIp: false, addresses: new Map() }).map(
    ({ purpose, to, port }) =>
      `${purpose} ${to.kind === 'host' ? to.host : to.kind === 'service' ? to.service : to.kind}:${port}`,
  );

it('the registry of an image', () => {
  expect(registryOf('alpine:3')).toEqual({ host: 'registry-1.docker.io', port: 443 });
  expect(registryOf('group/image')).toEqual({ host: 'registry-1.docker.io', port: 443 });
  expect(registryOf('registry.example:5050/a/b:1')).toEqual({ host: 'registry.example', port: 5050 });
  expect(registryOf('')).toBeUndefined();
});

it("a pinned address wins over GitLab's name", () => {
  expect(gitlabFrom('https://git.example')).toEqual({ host: 'git.example', port: 443 });
  expect(gitlabFrom('http://git.example', '10.0.0.9')).toEqual({ host: '10.0.0.9', port: 80 });
});

it('an image of a private ECR needs the endpoints of ECR, and no registry', () => {
  const all = asked(scene({ managerImage: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/r:1' }));
  expect(all).toEqual(
    expect.arrayContaining(['manager → ecr.api ecr.api:443', 'manager → ecr.dkr ecr.dkr:443']),
  );
  expect(all.filter((one) => one.startsWith('manager → registry'))).toEqual([
    'manager → registry registry.gitlab.com:443',
  ]);
});

it('docker-machine needs 2376 too, fargate no group', () => {
  expect(asked(scene({ executorKind: 'docker-machine' }))).toContain('manager → executor planned:2376');
  const fargate = asked(scene({ executorKind: 'fargate' })).join();
  expect(fargate).not.toMatch(/autoscaling|ec2/);
  expect(fargate).toContain('manager → executor planned:22');
});

describe('behind a proxy', () => {
  const proxy = proxyFrom('http://proxy.example:3128', 'git.example,.eu-west-1.amazonaws.com')!;

  it('only that has to be reached, but for what goes around it', () => {
    const all = asked(scene({ proxy }));
    expect(all).toEqual(
      expect.arrayContaining([
        'manager → GitLab git.example:443',
        'manager → ec2 ec2:443',
        'executor → registry proxy.example:3128',
        // Fargate pulls the image, and knows no proxy.
        'manager → registry public.ecr.aws:443',
      ]),
    );
    expect(hostsOf(scene({ proxy }))).toContain('proxy.example');
  });

  it('everything, with nothing that goes around', () => {
    const all = asked(scene({ proxy: { ...proxy, bypass: [] } }));
    expect(all).toEqual(
      expect.arrayContaining([
        ...['manager → GitLab', 'manager → ec2', 'executor → cache'].map(
          (one) => `${one} proxy.example:3128`,
        ),
        'manager → logs logs:443',
      ]),
    );
  });

  it('no address, no proxy', () => {
    expect(proxyFrom('', '')).toBeUndefined();
    expect(proxyFrom('https://p.example', undefined)).toEqual({ host: 'p.example', port: 443, bypass: [] });
  });
});
