import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingKeys } from '../../src/domain/settings/declaration.ts';
import { settingOf } from '../../src/domain/settings/stored.ts';
import { parseTemplate } from '../../src/domain/stack/template.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { closeGlfr, expectCode, glfr, isolated, place } from '../cli/glfr.ts';
import { outside } from '../outside.ts';
import { type Moto, region, startMoto } from './moto.ts';

const run = promisify(execFile);
const repository = join(place, 'repository');
const token = 'glrt-abcdefghijklmnop1234';
const network = ['--vpc', 'vpc-0a1b2c3d', '--subnet', 'subnet-0a1b2c3d,subnet-0a1b2c3e'];

interface Job {
  script: string[];
  before_script?: string[];
  id_tokens?: object;
}
type Pipeline = Record<string, Job> & { stages: string[]; variables: Record<string, string> };
let pipeline: Pipeline;
const scriptOf = (job: string): string => pipeline[job]!.script.join('\n');
const credentialScript = (): string => pipeline['.aws']!.before_script!.join('\n');

beforeAll(async () => {
  mkdirSync(repository);
  // moto knows no AWS::EC2::KeyPair, so that the manager comes in by EC2 Instance Connect here.
  const settings = ['--concurrency', '9', '--ssh', 'instance-connect'];
  const args = ['export', 'pipeline', ...network, ...settings, '--output', repository];
  const { stderr } = expectCode(await glfr(args), 0);
  expect(stderr).toContain(`wrote ${repository}/glfr/parameters.json`);
  pipeline = parse(readFileSync(join(repository, '.gitlab-ci.yml'), 'utf8'));
});
afterAll(closeGlfr);

describe('the exported pipeline', () => {
  it('has two stages, and no secret, machine or glfr in it', () => {
    expect(pipeline.stages).toEqual(['prepare', 'deploy']);
    const text = readFileSync(join(repository, '.gitlab-ci.yml'), 'utf8');
    expect(text).not.toMatch(/gl(rt|pat)-\w|AKIA|:latest\b|image: [^:\n]+$/m);
    expect(pipeline.variables).not.toHaveProperty('GLFR_RUNNER_TOKEN');
    for (const job of ['lint', 'image', 'deploy']) expect(scriptOf(job)).not.toMatch(/\bglfr (?!\/)[a-z]/);
  });

  it('gives each variable to the parameter that the setting of that name has', () => {
    const { parameters } = parseTemplate(bundledTemplate('docker-machine'));
    const told: Record<string, string> = {
      GLFR_MACHINE_ZONE: 'MachineZone',
      GLFR_ARCHITECTURE: 'Architecture',
    };
    const declared = settingKeys.flatMap((key) => {
      const { flag, parameter } = settingOf(key);
      return parameter ? [[`GLFR_${flag.toUpperCase().replaceAll('-', '_')}`, parameter]] : [];
    });
    const expected = { ...told, ...Object.fromEntries(declared) };
    const given = [...scriptOf('deploy').matchAll(/add (\w+) "\$\{(GLFR_\w+):-\}"/g)];
    expect(given.length).toBeGreaterThan(14);
    for (const [, parameter = '', variable = ''] of given) {
      expect(expected[variable], variable).toBe(parameter);
      if (parameter !== 'MaxExecutors') expect(parameters, parameter).toHaveProperty(parameter);
      expect(pipeline.variables, variable).toHaveProperty(variable);
    }
  });

  it('names the original variables that the page about doors maps', () => {
    const page = readFileSync(new URL('../../docs/doors.md', import.meta.url), 'utf8');
    const text = readFileSync(join(repository, '.gitlab-ci.yml'), 'utf8');
    const names = [...text.matchAll(/# \[(\w+)\]/g)].map(([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['VPC_IP', 'GITLAB_TOKEN', 'ADDITIONAL_REGISTER_PARAMS_OPT']),
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('has a parameter file to which the token can be added by hand, as the page says', async () => {
    const page = readFileSync(new URL('../../docs/doors.md', import.meta.url), 'utf8');
    const line = page.split('\n').find((one) => one.startsWith('{ sed')) ?? 'exit 1';
    const cwd = join(repository, 'glfr');
    writeFileSync(join(cwd, 'token'), `${token}\n`);
    await run('sh', ['-c', line], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'with-token.json'), 'utf8'))).toEqual([
      ...JSON.parse(readFileSync(join(cwd, 'parameters.json'), 'utf8')),
      `RunnerToken=${token}`,
    ]);
  });

  it.skipIf(!outside('shellcheck'))('has scripts that are clean for shellcheck', () => {
    for (const script of [scriptOf('deploy'), scriptOf('image'), credentialScript()]) {
      const { stdout, stderr } = spawnSync('shellcheck', ['-s', 'sh', '-'], {
        input: script,
        encoding: 'utf8',
      });
      expect(stdout + stderr).toBe('');
    }
  });

  it('keeps the ID token in a file of its own', async () => {
    const said =
      'stat -c %a "$AWS_WEB_IDENTITY_TOKEN_FILE"; cat "$AWS_WEB_IDENTITY_TOKEN_FILE"; printenv AWS_ROLE_ARN';
    const env = { ...isolated, AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci', GLFR_ID_TOKEN: 'a.b.c' };
    const { stdout } = await run('sh', ['-c', `${credentialScript()}\n${said}`], { env });
    expect(stdout).toBe('600\na.b.carn:aws:iam::123456789012:role/ci\n');
  });
});

/** The deploy job as it is, with `aws` being this script. */
async function deploy(aws: string, variables: Readonly<Record<string, string>>): Promise<{ stdout: string }> {
  const tools = mkdtempSync(join(place, 'tools-'));
  writeFileSync(join(tools, 'aws'), `#!/bin/sh\n${aws}\n`, { mode: 0o755 });
  return run('sh', ['-c', scriptOf('deploy')], {
    cwd: repository,
    env: {
      ...{ ...isolated, AWS_PAGER: '', PATH: `${tools}:${process.env.PATH}`, TMPDIR: place },
      ...{ GLFR_STACK: 'glfr', CI_SERVER_URL: 'https://gitlab.example.com', ...variables },
    },
  });
}

describe('what its deploy job gives to the AWS CLI', () => {
  const copy = `for one in "$@"; do case $one in file:*) cat "\${one#file://}" ;; esac; done`;
  const given = async (variables: Record<string, string> = {}): Promise<string[]> =>
    JSON.parse((await deploy(copy, variables)).stdout);
  /** As the AWS CLI reads them: the last one of a name counts. */
  const asRead = (overrides: readonly string[]) =>
    Object.fromEntries(
      overrides.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    );

  it('a variable goes before the file, the file before this GitLab; what is empty is not said', async () => {
    expect(asRead(await given())).toMatchObject({
      Concurrency: '9',
      GitLabUrl: 'https://gitlab.example.com',
    });
    const said = { GLFR_CONCURRENCY: '3', GLFR_GITLAB_URL: 'http://10.0.0.7', GLFR_PUBLIC_IP: 'true' };
    expect(asRead(await given(said))).toMatchObject({
      ...{ Concurrency: '3', GitLabUrl: 'http://10.0.0.7', AssignPublicIp: 'ENABLED' },
    });
    const names = Object.keys(asRead(await given({ GLFR_IMAGE: '', GLFR_PUBLIC_IP: 'false' })));
    expect(names).not.toContain('JobImage');
    expect(names).not.toContain('AssignPublicIp');
    expect(names).not.toContain('RunnerToken');
  });

  it.each(['a "b" \\n c', 'one\ntwo = "2"', "it's $HOME `id` *"])('%j as it is', async (value) => {
    expect(asRead(await given({ GLFR_RUNNER_TOML: value })).RunnerToml).toBe(value);
  });

  it('says with each other token, and only then, that it has changed', async () => {
    const set = async (GLFR_RUNNER_TOKEN: string) => asRead(await given({ GLFR_RUNNER_TOKEN })).TokenSetAt;
    expect(await set(token)).toBe(await set(token));
    expect(await set(token)).not.toBe(await set(`${token}5`));
  });
});

// An update is not tried: moto answers it with an error of its own.
describe.skipIf(!outside('moto_server', 'aws'))('its deploy job, run as it is against moto', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  it('makes the stack from template, file and variables; the token is in no argument and no file stays', async () => {
    const { Subnets } = await moto.aws<{ Subnets: { SubnetId: string }[] }>('ec2', 'describe-subnets');
    const subnets = Subnets.map(({ SubnetId }) => SubnetId).join(',');
    const notes = join(place, 'arguments');
    const real = (await run('sh', ['-c', 'command -v aws'])).stdout.trim();
    // The AWS CLI, with a note of what every process of the machine can see of it.
    const noting = `for one in "$@"; do echo "$one"; case $one in file:*) stat -c %a "\${one#file://}" ;; esac; done >>"${notes}"`;
    const { stdout } = await deploy(`${noting}\nexec "${real}" "$@"`, {
      ...{ ...moto.env, AWS_DEFAULT_REGION: region, GLFR_SUBNET: subnets, GLFR_DISK: '60' },
      GLFR_RUNNER_TOKEN: token,
    });
    expect(stdout).toContain('Successfully created/updated stack - glfr');

    const { Stacks } = await moto.aws<{
      Stacks: { Parameters: { ParameterKey: string; ParameterValue: string }[]; Tags: object[] }[];
    }>('cloudformation', 'describe-stacks', '--stack-name', 'glfr');
    expect(Stacks[0]!.Tags).toEqual([{ Key: 'glfr:stack', Value: 'glfr' }]);
    const parameters = Stacks[0]!.Parameters.map((one) => [one.ParameterKey, one.ParameterValue]);
    expect(Object.fromEntries(parameters)).toMatchObject({
      ...{
        VpcId: 'vpc-0a1b2c3d',
        SubnetIds: expect.stringContaining(Subnets[1]!.SubnetId),
        Concurrency: '9',
        MaxExecutors: '12',
        DiskGb: '60',
      },
      ...{ GitLabUrl: 'https://gitlab.example.com', RunnerToken: token },
    });

    const seen = readFileSync(notes, 'utf8').split('\n');
    expect(seen.join()).not.toContain('glrt-');
    const file = seen.findIndex((one) => one.startsWith('file://'));
    expect(seen[file + 1]).toBe('600');
    expect(() => statSync(seen[file]!.slice('file://'.length))).toThrow('ENOENT');
  });
});
