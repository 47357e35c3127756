import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Moto, startMoto } from '../aws/moto.ts';
import { outside } from '../outside.ts';
import { closeGlfr, expectCode, glfr, glfrIntoHead, place, type Ran, root } from './glfr.ts';

afterAll(closeGlfr);

const run = (args: string, env: Record<string, string> = {}): Promise<Ran> => glfr(args.split(' '), { env });
const asset = (path: string) => readFileSync(join(root, path), 'utf8');

/** One message in plain words, with what to type next, and nothing on stdout. */
function expectClear(ran: Ran, says: RegExp): void {
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug/);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(2);
}

describe('glfr export to stdout: the result and nothing else', () => {
  it.each([
    ['template', 'dist/stack.docker-autoscaler.yml'],
    ['template --executor docker-machine', 'dist/stack.docker-machine.yml'],
    ['template --executor fargate', 'dist/stack.fargate.yml'],
    ['template --endpoints', 'assets/endpoints.yml'],
    ['image', 'assets/image/Dockerfile'],
    ['pipeline', 'assets/pipeline.gitlab-ci.yml'],
  ])('%s is %s, byte for byte', async (args, file) => {
    expect(expectCode(await run(`export ${args}`), 0)).toMatchObject({ stdout: asset(file), stderr: '' });
  });

  it('is made without an account, a region or a network, and a reader may leave', async () => {
    const ran = await glfrIntoHead(['export', 'template']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    'template',
    'image',
    'pipeline',
    'parameters',
    'policy logs',
    'policy executors ls executors show',
  ])('%s --json parses', async (what) => {
    JSON.parse(expectCode(await run(`export ${what} --json`), 0).stdout);
  });

  it('the environment of a deploy does not change what is exported', async () => {
    const { stdout } = await run('export template', { GLFR_ENDPOINTS: 'true', GLFR_FORCE: 'true' });
    expect(stdout).toBe(asset('dist/stack.docker-autoscaler.yml'));
  });
});

describe('glfr export --output', () => {
  it('writes, says what and what next, and never writes over it without --force', async () => {
    const file = join(place, 'made/here/stack.yml');
    const { stdout, stderr } = expectCode(await run(`export template --output ${file}`), 0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      new RegExp(`^wrote ${file}\\nnext: glfr export parameters.*\\nnext: aws cloudform`),
    );
    writeFileSync(file, 'mine');
    expectClear(await run(`export template --output ${file}`), /is there already, and nothing was written/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expectCode(await run(`export template --output ${file} --force`), 0);
    expect(readFileSync(file, 'utf8')).toBe(asset('dist/stack.docker-autoscaler.yml'));
  });

  it('writes all files or none', async () => {
    const folder = join(place, 'half');
    mkdirSync(join(folder, 'glfr'), { recursive: true });
    writeFileSync(join(folder, 'glfr/stack.yml'), 'mine');
    expectClear(await run(`export pipeline --output ${folder}`), /glfr\/stack\.yml is there already/);
    expect(() => readFileSync(join(folder, '.gitlab-ci.yml'))).toThrow('ENOENT');
  });

  it('the images are a folder, with the job of fargate where it is asked for', async () => {
    const folder = join(place, 'image');
    const { stderr } = expectCode(await run(`export image ${folder} --executor fargate`), 0);
    expect(stderr).toContain('next: glfr deploy --manager-image REPOSITORY:TAG --image REPOSITORY:JOB-TAG');
    for (const name of ['Dockerfile', 'job/Dockerfile', 'job/start.sh'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe(asset(`assets/image/${name}`));
  });

  it('a policy that is too large comes in parts', async () => {
    const { stderr } = expectCode(await run(`export policy --output ${join(place, 'policy.json')}`), 0);
    expect(stderr).toContain('policy-2.json');
    for (const name of ['policy.json', 'policy-2.json'])
      expect(JSON.stringify(JSON.parse(readFileSync(join(place, name), 'utf8'))).length).toBeLessThan(6145);
  });

  it('where nothing can be written, it says so', async () => {
    expectClear(await run('export template --output /proc/none/stack.yml'), /could not be written/);
    expectClear(await run(`export template --output ${place}`), /is there already/);
  });
});

describe('glfr export parameters', () => {
  it('takes flags, environment and file; notes go to stderr', async () => {
    writeFileSync(
      join(place, 'glfr.yml'),
      'vpc: vpc-0a1b2c3d\nconcurrency: 3\ntags: [a]\nimage: alpine:3.21\n',
    );
    const args = 'export parameters --config glfr.yml --concurrency 8';
    const { stdout, stderr } = expectCode(await run(args, { GLFR_DISK: '60' }), 0);
    expect(JSON.parse(stdout)).toEqual([
      ...['VpcId=vpc-0a1b2c3d', 'DiskGb=60', 'Concurrency=8', 'MaxExecutors=10', 'JobImage=alpine:3.21'],
    ]);
    expect(stderr).toContain('note: --tags is no parameter of the stack');
    expect(stderr).toContain('needed by a new stack: RunnerToken, SubnetIds');
  });

  it('never has a token in it', async () => {
    const ran = await run('export parameters', { GLFR_RUNNER_TOKEN: 'glrt-abcdefghijklmnop1234' });
    expect(expectCode(ran, 0).stdout + ran.stderr).not.toContain('glrt-');
  });

  it('refuses what deploy refuses, all at once', async () => {
    writeFileSync(join(place, 'bad.yml'), 'concurency: 1\n');
    const ran = await run('export parameters --config bad.yml --disk 1 --schedule nonsense');
    expectClear(ran, /3 settings are wrong[\s\S]+bad\.yml: concurency[\s\S]+--disk[\s\S]+--schedule/);
    expectClear(await run('export parameters --manager-memory 700'), /Fargate has no task/);
    expectClear(await run('export pipeline --machine-zone b'), /--machine-zone: this executor kind/);
  });
});

describe('glfr export policy', () => {
  it('fills its ARNs with what is said', async () => {
    const args = 'export policy logs --stack ci --region us-gov-west-1 --account 123456789012';
    const { Statement } = JSON.parse(expectCode(await run(args), 0).stdout);
    expect(Statement).toContainEqual({
      ...{
        Effect: 'Allow',
        Action: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:StartLiveTail'],
      },
      Resource: [
        'arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/glfr/ci',
        'arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/glfr/ci:*',
      ],
    });
  });

  it.each([
    ['logs nonsense', /nonsense is no command[\s\S]+executors ls/],
    ['--account 12', /--account 12: twelve digits/],
    ['--region nowhere', /--region nowhere/],
    ['--iam-path ci', /--iam-path ci/],
    ['--stack no_name', /--stack/],
  ])('%s', async (args, says) => {
    expectClear(await run(`export policy ${args}`), says);
  });
});

describe.skipIf(!outside('moto_server', 'aws'))('the AWS CLI', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  it('finds every exported template valid, and takes the exported policy', async () => {
    for (const args of ['', ' --executor docker-machine', ' --executor fargate', ' --endpoints']) {
      const file = join(place, `valid${args.replaceAll(' ', '')}.yml`);
      expectCode(await run(`export template${args} --output ${file}`), 0);
      const valid = ['cloudformation', 'validate-template', '--template-body', `file://${file}`];
      expect(await moto.aws<{ Parameters: object[] }>(...valid)).toHaveProperty('Parameters');
    }
    const policy = join(place, 'taken.json');
    expectCode(await run(`export policy destroy --output ${policy}`), 0);
    const make = ['iam', 'create-policy', '--policy-name', 'glfr', '--policy-document', `file://${policy}`];
    expect(await moto.aws(...make)).toHaveProperty('Policy');
  });

  it('takes the parameters for create-stack in their form', async () => {
    const file = join(place, 'create.json');
    const network = '--vpc vpc-0a1b2c3d --subnet subnet-0a1b2c3d,subnet-0a1b2c3e';
    expectCode(await run(`export parameters ${network} --form create-stack --output ${file}`), 0);
    const check =
      'import json,sys; print(sorted(one["ParameterKey"] for one in json.load(open(sys.argv[1]))))';
    const { stdout } = await promisify(execFile)('python3', ['-c', check, file]);
    expect(stdout).toBe("['SubnetIds', 'VpcId']\n");
  });
});
