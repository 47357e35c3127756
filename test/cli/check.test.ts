import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { knownNetworks } from '../../src/sandbox/ec2/networks/known.ts';
import { closeGlfr, expectCode, glfr, glfrIntoHead, place } from './glfr.ts';

afterAll(closeGlfr);

const good = 'subnet-07d8cbdaca53ff705';
const bad = 'subnet-0bc75815668677954';

const fix = z.strictObject({
  text: z.string(),
  command: z.string().optional(),
  cloudformation: z.string().optional(),
  rule: z.object({}).optional(),
});
const contract = z.strictObject({
  verdict: z.enum(['REACHABLE', 'PARTIAL', 'BLOCKED', 'UNKNOWN']),
  paths: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        verdict: z.enum(['REACHABLE', 'PARTIAL', 'BLOCKED', 'UNKNOWN']),
        hops: z.array(z.object({ component: z.string(), kind: z.string(), passes: z.string() })),
        findings: z.array(
          z.strictObject({
            code: z.string(),
            component: z.string(),
            direction: z.enum(['forward', 'return']),
            message: z.string(),
            fix: fix.nullable(),
          }),
        ),
      }),
    )
    .min(1),
  // Every command's JSON says so in the sandbox.
  sandbox: z.literal(true).optional(),
});

const sandbox = (args: readonly string[], faults = '') =>
  glfr(['check', '--sandbox', ...args], { env: { GLFR_SANDBOX_FAULTS: faults } });
const file = async (name: string, content: unknown): Promise<string> => {
  await writeFile(join(place, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};

describe('the verdict is the exit code', () => {
  it('0: reachable, a line of tabs a path', async () => {
    const { stdout, stderr } = expectCode(await sandbox(['--subnet', good]), 0);
    const lines = stdout.split('\n').slice(0, -1);
    expect(lines[0]?.split('\t')).toEqual([
      ...['REACHABLE', `manager in ${good}`, 'gitlab.sandbox.example:443', '', ''],
    ]);
    expect(lines.every((line) => line.split('\t').length === 5)).toBe(true);
    expect(stderr).toMatch(/Network read: \d+ calls to AWS/);
  });

  it('5: blocked, and JSON as it is promised', async () => {
    const { stdout } = expectCode(await sandbox(['--subnet', bad, '--json']), 5);
    const result = contract.parse(JSON.parse(stdout));
    expect(result.verdict).toBe('BLOCKED');
    expect(result.paths[0]?.findings[0]).toMatchObject({ code: 'GLFR_NAT_IN_PRIVATE_SUBNET' });
  });

  it('5: one subnet of two is blocked', async () => {
    const { stdout } = expectCode(await sandbox(['--subnet', `${good},${bad}`, '--json']), 5);
    expect(contract.parse(JSON.parse(stdout)).verdict).toBe('PARTIAL');
  });

  it('0 with a warning: a permission is missing, and it is named', async () => {
    const { stdout, stderr } = expectCode(
      await sandbox(['--subnet', good, '--json'], 'deny:ec2:DescribeNetworkAcls'),
      0,
    );
    const { verdict, paths } = contract.parse(JSON.parse(stdout));
    expect(verdict).toBe('UNKNOWN');
    expect(paths[0]?.findings[0]).toMatchObject({ code: 'GLFR_NOT_READABLE' });
    expect(stdout).toContain('ec2:DescribeNetworkAcls');
    expect(stderr).toMatch(/not readable: ec2:DescribeNetworkAcls[\s\S]+warning: some answers are unknown/);
  });

  it('4: what it cannot do without is denied', async () => {
    const { stderr } = expectCode(await sandbox(['--subnet', good], 'deny:ec2:DescribeSubnets'), 4);
    expect(stderr).toMatch(/AWS does not allow ec2:DescribeSubnets/);
  });

  it('3: no stack, and no subnet named', async () => {
    const { stderr } = expectCode(await sandbox([]), 3);
    expect(stderr).toMatch(/no glfr stack[\s\S]+glfr check --sandbox --subnet/);
  });

  it('a reader that stops early ends nothing badly', async () => {
    const ran = await glfrIntoHead(['check', '--sandbox', '--subnet', good]);
    expect(ran.stdout.split('\t')[0]).toBe('REACHABLE');
    expect(ran.code).toBe(0);
  });
});

describe('wrong usage: 2', () => {
  it.each<[what: string, args: string[], says: RegExp]>([
    ['--from without --to', ['--from', good], /--to/],
    ['--to without --from', ['--to', '10.0.0.1'], /--from/],
    ['a --from that is none', ['--from', 'here', '--to', '10.0.0.1'], /--from here: an interface/],
    ['a --to that is none', ['--from', good, '--to', 'a b'], /--to a b: an address/],
    ['a port that is none', ['--from', good, '--to', '10.0.0.1:99999'], /--to 10\.0\.0\.1:99999/],
    ['a subnet that is none', ['--subnet', 'mine'], /--subnet: an id such as subnet-0a1b2c3d/],
    ['a group that is none', ['--subnet', good, '--security-group', 'x'], /--security-group: an id/],
    ['an address that is none', ['--subnet', good, '--gitlab-url', 'ftp://x'], /--gitlab-url/],
    ['a subnet that is not there', ['--subnet', 'subnet-00000000'], /There is no subnet-00000000/],
    ['--scramble without --save', ['--subnet', good, '--scramble'], /--save/],
    ['--fix on a file', ['--snapshot', 'x.json', '--fix'], /--fix/],
    ['--fix where nobody can be asked', ['--from', `${bad}`, '--to', 'nothing.example', '--fix'], /./],
    ['a file for --save that cannot be', ['--subnet', good, '--save', 'no/such/folder'], /ENOENT/],
  ])('%s', async (what, args, says) => {
    const ran = await sandbox(args);
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr).not.toMatch(/This is a bug/);
    // With nothing to mend nobody need be asked.
    expect(ran.code).toBe(what.startsWith('--fix where') ? 0 : 2);
  });
});

describe('a snapshot file', () => {
  const question = ['--from', 'subnet-private,sg-0ff', '--to', '198.51.100.7'];
  const ask = (name: string, input?: string) =>
    glfr(['check', '--snapshot', name, ...question, '--json'], {
      ...(input !== undefined && { input }),
      // No AWS is asked: there are neither keys nor a region.
      env: {},
    });
  const open = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const document = {
    ...knownNetworks.find(({ name }) => name === 'private subnet behind NAT')?.document,
    SecurityGroups: [{ GroupId: 'sg-0ff', VpcId: 'vpc-1', IpPermissionsEgress: [open] }],
  };

  beforeAll(async () => {
    await file('whole.json', document);
  });

  it('is answered from, also by standard input', async () => {
    const { stdout } = expectCode(await ask('whole.json'), 0);
    expect(contract.parse(JSON.parse(stdout)).verdict).toBe('REACHABLE');
    const piped = expectCode(await ask('-', JSON.stringify(document)), 0);
    expect(piped.stdout).toBe(stdout);
  });

  it('may be several: dumps as the AWS CLI makes them', async () => {
    const files = await Promise.all(
      Object.entries(document).map(([list, items]) => file(`${list}.json`, { [list]: items })),
    );
    const lists = files.filter((name) => name !== 'Account.json');
    const args = lists.flatMap((name) => ['--snapshot', name]);
    const ran = await glfr(['check', ...args, ...question, '--json']);
    expect(contract.parse(JSON.parse(expectCode(ran, 0).stdout)).verdict).toBe('REACHABLE');
  });

  it.each([
    ['RouteTables', 'ec2:DescribeRouteTables'],
    ['NetworkAcls', 'ec2:DescribeNetworkAcls'],
    ['NatGateways', 'ec2:DescribeNatGateways'],
  ])('without %s is unknown, and says what to add', async (list, permission) => {
    const { [list]: _, ...rest } = document as Record<string, unknown>;
    const { stdout } = expectCode(await ask(await file('lacking.json', rest)), 0);
    const { verdict, paths } = contract.parse(JSON.parse(stdout));
    expect(verdict).toBe('UNKNOWN');
    expect(paths[0]?.findings.some(({ message }) => message.includes(permission))).toBe(true);
  });

  it.each<[what: string, content: unknown, says: RegExp]>([
    ['no JSON', '{"Vpcs": [', /is not JSON/],
    ['a list', [], /must be one JSON object/],
    ['none of the lists', { Nonsense: [] }, /none of the lists/],
    ['a list of the wrong shape', { Subnets: {} }, /Subnets must be a list/],
    ['an item of the wrong shape', { Subnets: [{ SubnetId: 7 }] }, /Subnets\[0\]\.SubnetId/],
  ])('with %s: 2, in one sentence', async (_what, content, says) => {
    const ran = await ask(await file('bad.json', content));
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr).not.toMatch(/This is a bug/);
    expect(ran.code).toBe(2);
  });

  it('that is not there: 2', async () => {
    expect((await ask('none.json')).stderr).toMatch(/none\.json could not be read \(ENOENT\)/);
  });

  it('is kept by --save for this user only, and answers as AWS did; scrambled it names nothing', async () => {
    const network = 'network:closed-gitlab';
    const args = ['--subnet', 'subnet-0aa0000000000001', '--security-group', 'sg-0aa00000000000001'];
    const live = expectCode(await sandbox([...args, '--save', 'kept.json', '--json'], network), 5);
    expect((await stat(join(place, 'kept.json'))).mode & 0o777).toBe(0o600);
    const again = expectCode(
      await glfr([
        'check',
        '--snapshot',
        'kept.json',
        ...args,
        '--gitlab-url',
        'https://gitlab.sandbox.example',
        '--json',
      ]),
      5,
    );
    const verdicts = (text: string) =>
      contract
        .parse(JSON.parse(text))
        .paths.filter(({ to }) => /gitlab\.sandbox|executor/.test(to))
        .map(({ from, to, verdict }) => `${from} ${to} ${verdict}`);
    expect(verdicts(again.stdout)).toEqual(verdicts(live.stdout));
    expectCode(await sandbox([...args, '--save', 'scrambled.json', '--scramble', '--json'], network), 5);
    const scrambled = await readFile(join(place, 'scrambled.json'), 'utf8');
    expect(scrambled).not.toMatch(/subnet-0aa0000000000001|123456789012|203\.0\.113\.10/);
    const [, subnet] = /"SubnetId": "(subnet-[0-9a-f]+)"/.exec(scrambled) ?? [];
    const ran = await glfr(['check', '--snapshot', 'scrambled.json', '--subnet', subnet ?? '', '--json']);
    expect(contract.parse(JSON.parse(ran.stdout)).paths.length).toBeGreaterThan(10);
  });
});
