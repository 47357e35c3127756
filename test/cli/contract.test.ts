import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Moto, startMoto } from '../aws/moto.ts';
import { type LoopbackGitLab, type LoopbackOptions, startGitLab } from '../gitlab/loopback.ts';
import { outside } from '../outside.ts';
import { closeGlfr, glfr, jsonLines, place, type Ran, root, standInKeys, startGlfr } from './glfr.ts';

const accessToken = 'glpat-loopbackaccess03';
const keys = { ...standInKeys, AWS_REGION: 'eu-central-1' };
const emptyRegion = 'eu-west-3';
const opened: { close(): unknown }[] = [];
let moto: Moto;
let onMoto: Record<string, string>;
let subnet: string;

const suite = describe.skipIf(!outside('moto_server', 'aws'));

beforeAll(async () => {
  moto = await startMoto();
  onMoto = { ...moto.env, GLFR_GITLAB_TOKEN: accessToken };
  const [first] = (await moto.ec2('DescribeSubnets', {})).match(/subnet-[0-9a-f]{17}/) ?? [];
  subnet = first ?? '';
});
afterAll(async () => {
  await Promise.all([closeGlfr(), moto?.stop(), ...opened.map((one) => one.close())]);
});

/** One clear message, what to type next, no stack trace, and nothing on stdout. */
function expectClear(ran: Ran, code: number, says: RegExp): void {
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug|^\s+at .+:\d+/m);
  expect(ran.stderr).not.toMatch(/gl(pat|rt)-\w{4}/);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
}

const file = async (name: string, content: string): Promise<string> => {
  await writeFile(join(place, name), content);
  return name;
};

suite('wrong usage is told at once, with exit code 2', () => {
  it.each<[what: string, args: string[], says: RegExp]>([
    ['an unknown flag', ['status', '--nonsense'], /Nonexistent flag: --nonsense[\s\S]+glfr status --help/],
    ['an unknown command', ['statsu'], /statsu/],
    ['a word too many', ['status', 'glfr'], /error: (?!command status:glfr not found)/],
    ['a flag without its value', ['status', '--region'], /--region has no value; .+ --region=-VALUE/],
    ['a word the command does not take', ['scale', '8'], /glfr scale takes no word such as 8/],
    ['a flag without its companion', ['logs', '--timeout', '5m'], /--timeout goes only with --follow\./],
    ['a flag without one of several', ['logs', '-C', '3'], /--context goes only with --grep or --exclude\./],
    ['a flag that says nothing', ['logs', '--project', ''], /--project is empty/],
    ['two that contradict', ['scale', '--now', '--drain'], /--drain and --now contradict each other\./],
    ['a value that is none of some', ['logs', '-o', 'xml'], /--output xml: it is one of: pretty/],
    ['a whole number that is none', ['logs', '-n', 'x'], /--lines x: a whole number/],
    ['a length of time that is none', ['logs', '-f', '--timeout', 'soon'], /try: glfr logs -f --timeout 90s/],
    ['--now without a setting', ['scale', '--sandbox', '--now'], /nothing is changed without a setting/],
    ['an executor kind that does not exist', ['init', '--executor', 'shell'], /one of: docker-autoscaler/],
    ['a number that is none', ['scale', '--concurrency', 'many'], /--concurrency many: a whole/],
    ['a number out of range', ['scale', '--concurrency', '0'], /--concurrency/],
    ['a time that is none', ['logs', '--since', 'yesterday'], /--since yesterday is no time/],
    ['an endpoint that is no address', ['status', '--endpoint-url', 'nonsense'], /endpoint-url/],
    ['a stack name CloudFormation refuses', ['init', '--yes', '--stack', 'no name!'], /--stack/],
    [
      'a config file that is missing',
      ['init', '--config', 'none.yml'],
      /none\.yml could not be read: ENOENT/,
    ],
    ['a token file that is missing', ['init', '--token-file', 'none'], /token file none could not be read/],
  ])('%s', async (_what, args, says) => {
    expectClear(await glfr(args, { env: onMoto }), 2, says);
  });

  it('no region', async () => {
    expectClear(
      await glfr(['status'], { env: standInKeys }),
      2,
      /No AWS region is set[\s\S]+try: glfr status --region eu-central-1/,
    );
  });

  it('all wrong values of flags and of the config file at once, each with its place', async () => {
    const config = await file(
      'bad.yml',
      'concurrency: 0\nidle: lots\nmanager-cpu: 300\nconcurency: 3\ntags: [a, ""]\nexecutor: shell\n',
    );
    const flags = [
      '--vpc',
      'mine',
      '--subnet',
      'subnet-0a1b2c3d,nine',
      '--disk',
      '1',
      '--gitlab-url',
      'ftp://x',
    ];
    const ran = await glfr(['init', '--yes', '--config', config, ...flags], { env: onMoto });
    expectClear(ran, 2, /^error: 10 settings are wrong:$/m);
    const told = ran.stderr.match(/^ {2}\S.*$/gm)?.map((line) => line.trim());
    expect(told).toEqual(
      expect.arrayContaining([
        'bad.yml: concurrency 0: a whole number from 1 to 1000',
        'bad.yml: manager-cpu 300: one of 256, 512, 1024, 2048, 4096',
        'bad.yml: concurency: unknown setting (did you mean concurrency?)',
        '--vpc mine: an id such as vpc-0a1b2c3d',
        '--subnet: an id such as subnet-0a1b2c3d',
        '--disk 1: a whole number from 30 to 16384',
      ]),
    );
    // The schema library's own words mean nothing to a user.
    expect(ran.stderr).not.toMatch(/Invalid input|Too small|expected (string|number)/);
  });

  it.each([
    ['a broken YAML file', 'concurrency: [1\nidle: 2\n', /bad2\.yml.*line \d/],
    ['a YAML list', '- concurrency: 1\n', /bad2\.yml could not be read: it is not a list of settings/],
  ])('%s', async (_what, content, says) => {
    const ran = await glfr(['init', '--config', await file('bad2.yml', content)], { env: onMoto });
    expectClear(ran, 2, says);
  });

  it.each<[what: string, env: Record<string, string>, content: string | undefined, says: RegExp]>([
    [
      'an access token as GLFR_RUNNER_TOKEN',
      { GLFR_RUNNER_TOKEN: 'glpat-aaaaaaaaaaaaaaaaaaaa' },
      undefined,
      /GLFR_RUNNER_TOKEN: this is an access token/,
    ],
    [
      'a runner token as GLFR_GITLAB_TOKEN',
      { GLFR_GITLAB_TOKEN: 'glrt-aaaaaaaaaaaaaaaaaaaa' },
      undefined,
      /GLFR_GITLAB_TOKEN: this is a runner's authentication token/,
    ],
    [
      'a registration token in --token-file',
      {},
      'GR1348941aaaaaaaaaaaaaaaaaaaa\n',
      /error: --token-file .*registration token/,
    ],
    ['an empty --token-file', {}, '\n', /error: --token-file .*empty/],
  ])('%s', async (_what, env, content, says) => {
    const args = content === undefined ? [] : ['--token-file', await file('token', content)];
    expectClear(await glfr(['init', '--yes', ...args], { env: { ...keys, ...env } }), 2, says);
  });

  it('what is missing where nobody can be asked', async () => {
    const { GLFR_GITLAB_TOKEN: _, ...env } = onMoto;
    const nothing = await glfr(['init'], { env });
    expectClear(nothing, 2, /still needed: --subnet .*GLFR_GITLAB_TOKEN, GLFR_RUNNER_TOKEN or --token-file/);
    const { url } = await gitlabWith({});
    const unconfirmed = await glfr(['init', '--subnet', subnet, '--gitlab-url', url], { env: onMoto });
    expectClear(
      unconfirmed,
      2,
      /nobody can be asked here: Create the stack glfr\?[\s\S]+try: glfr init --subnet \S+ --gitlab-url \S+ --yes/,
    );
  });

  it.each<[what: string, args: string[]]>([
    ['--subnet', ['--subnet', 'subnet-00000000000000000']],
    ['--vpc', ['--vpc', 'vpc-00000000000000000']],
  ])('a %s that is not in the region, before a runner is made', async (what, args) => {
    const { url, runners, requests } = await gitlabWith({});
    const all = ['init', '--yes', '--no-wait', '--gitlab-url', url, ...['--subnet', subnet], ...args];
    expectClear(await glfr(all, { env: onMoto }), 2, new RegExp(what));
    expect(runners).toEqual([]);
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

async function gitlabWith(options: LoopbackOptions): Promise<LoopbackGitLab> {
  const gitlab = await startGitLab({ token: accessToken, ...options });
  opened.push(gitlab);
  return gitlab;
}

/** An AWS that refuses whoever calls: EC2 in its own form, the others in the query protocol's. */
async function refusingAws(code: string, ec2Code: string): Promise<string> {
  const server: Server = createServer((request, response) => {
    const isEc2 = request.headers.authorization?.includes('/ec2/aws4_request') ?? false;
    const one = (name: string) => `<Code>${name}</Code><Message>no</Message>`;
    request.resume().on('end', () => {
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end(
        isEc2
          ? `<Response><Errors><Error>${one(ec2Code)}</Error></Errors><RequestID>1</RequestID></Response>`
          : `<ErrorResponse><Error><Type>Sender</Type>${one(code)}</Error><RequestId>1</RequestId></ErrorResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

suite('bad weather', () => {
  it('no credentials: 4', async () => {
    const ran = await glfr(['status'], { env: { AWS_REGION: 'eu-central-1' } });
    expectClear(ran, 4, /No AWS credentials that work were found/);
  });

  it.each([
    ['expired', 'ExpiredToken', 'RequestExpired', /The AWS credentials have expired[\s\S]+aws sso login/],
    ['unknown', 'InvalidClientTokenId', 'AuthFailure', /No AWS credentials that work were found/],
  ])('%s credentials: 4, by whichever service says so first', async (_what, code, ec2Code, says) => {
    const env = { ...keys, AWS_ENDPOINT_URL: await refusingAws(code, ec2Code) };
    expectClear(await glfr(['init', '--yes'], { env }), 4, says);
    expectClear(await glfr(['status'], { env }), 4, says);
  });

  it('AWS does not answer: 5', async () => {
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${await freePort()}` };
    expectClear(await glfr(['status'], { env }), 5, /AWS could not be reached .*ECONNREFUSED/);
  });

  it('GitLab does not answer: 5', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const ran = await glfr(['init', '--yes', '--subnet', subnet, '--gitlab-url', url], { env: onMoto });
    expectClear(ran, 5, /try: .*--gitlab-url/);
  });

  it('GitLab has a certificate nobody knows: 5, and the way to trust it works', async () => {
    const pem = (name: string) => join(root, 'test/gitlab/tls', `${name}.pem`);
    const tls = {
      key: await readFile(pem('test-only.key'), 'utf8'),
      cert: await readFile(pem('localhost'), 'utf8'),
    };
    const { url } = await gitlabWith({ tls });
    const args = ['init', '--yes', '--dry-run', '--subnet', subnet, '--gitlab-url', url];
    expectClear(await glfr(args, { env: onMoto }), 5, /is signed by itself[\s\S]+NODE_EXTRA_CA_CERTS=/);
    const trusting = await glfr(args, { env: { ...onMoto, NODE_EXTRA_CA_CERTS: pem('localhost') } });
    expect(trusting.code).toBe(0);
    expect(trusting.stdout).toMatch(/^✔ That was the plan for glfr/);
  });

  it('GitLab refuses the token: 4, and no runner or stack is made', async () => {
    const { url, runners } = await gitlabWith({ token: 'glpat-anotheraccess0004' });
    const ran = await glfr(['init', '--yes', '--subnet', subnet, '--gitlab-url', url], { env: onMoto });
    expectClear(ran, 4, /does not accept the access token[\s\S]+GLFR_GITLAB_TOKEN/);
    expect(runners).toEqual([]);
    expect((await glfr(['status'], { env: onMoto })).code).toBe(3);
  });

  it('no VPC: one message with the command that makes one', async () => {
    const there = async (action: string, parameters = {}) => moto.ec2(action, parameters, emptyRegion);
    const subnets = new Set((await there('DescribeSubnets')).match(/subnet-[0-9a-f]{17}/g));
    for (const id of subnets) await there('DeleteSubnet', { SubnetId: id });
    const [vpc = ''] = (await there('DescribeVpcs')).match(/vpc-[0-9a-f]{17}/) ?? [];
    await there('DeleteVpc', { VpcId: vpc });
    const ran = await glfr(['init', '--yes', '--region', emptyRegion], { env: onMoto });
    expectClear(
      ran,
      1,
      /There is no VPC in eu-west-3[\s\S]+try: aws --region eu-west-3 ec2 create-default-vpc/,
    );
  });

  it('no stack: 3', async () => {
    expectClear(await glfr(['logs'], { env: onMoto }), 3, /There is no glfr stack[\s\S]+try: glfr init/);
    expectClear(await glfr(['status', '--stack', 'none'], { env: onMoto }), 3, /There is no stack none/);
  });

  it('Ctrl-C while the account is read: 130', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => silent.closeAllConnections() ?? silent.close() });
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const init = startGlfr(['init', '--yes'], { env: { ...keys, AWS_ENDPOINT_URL: url } });
    await init.until(/Looking at your AWS account/);
    init.interrupt();
    const ran = await init.ended;
    expect(ran.stderr).toMatch(/^error: Interrupted/m);
    expect(ran.code).toBe(130);
  });
});

suite('--json', () => {
  it.each<[args: string[], code: string, exitCode: number]>([
    [['status'], 'stack.not-found', 3],
    [['executors', 'ls'], 'stack.not-found', 3],
    [['logs'], 'stack.not-found', 3],
    [['status', '--nonsense'], 'usage', 2],
    [['statsu'], 'usage', 2],
    [['init', '--yes', '--disk', '1'], 'settings.invalid', 2],
    [['init', '--yes'], 'input.needed', 2],
    [['destroy', '--yes'], 'stack.not-found', 3],
  ])('%j ends with one error object, and stdout is all JSON', async (args, code, exitCode) => {
    const ran = await glfr([...args, '--json'], { env: onMoto });
    const values = jsonLines(ran.stdout);
    expect(values.at(-1)).toMatchObject({ type: 'error', code, exitCode, suggestions: expect.any(Array) });
    if (args[0] !== 'init') expect(values).toHaveLength(1);
    expect(ran.code).toBe(exitCode);
  });
});
