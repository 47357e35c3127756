import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Bench } from './harness.ts';

/** Everything that can be read of a world. */
async function look(bench: Bench) {
  const { ClusterName: cluster = '' } = await bench.outputs();
  return {
    events: await bench.events(),
    service: await bench.service(),
    tasks: await bench.tasks(cluster),
    log: await bench.log(),
    instances: await bench.all('ec2', 'DescribeInstances', {}, 'Reservations'),
    groups: await bench
      .aws('auto-scaling', 'DescribeAutoScalingGroups')
      .then(({ AutoScalingGroups }) => AutoScalingGroups),
    runner: (await bench.api('GET', '/runners/41')).json,
    managers: (await bench.api('GET', '/runners/41/managers')).json,
  };
}

async function busyWorld(env?: Record<string, string>): Promise<Bench> {
  const bench = await Bench.open({ env });
  await bench.create();
  bench.pass(1800);
  await bench.startUpdate({ Concurrency: '6', IdleCount: '1' });
  await bench.settle();
  bench.pass(1800);
  return bench;
}

/** A program that makes ten runners at once and prints their ids. */
const makeRunners = ({ stateDir, wall }: Bench): string => `
  const { openSandbox } = await import(${JSON.stringify(new URL('../../src/sandbox/open.ts', import.meta.url).href)});
  const sandbox = await openSandbox({ stateDir: ${JSON.stringify(stateDir)}, env: {}, wallNow: () => ${wall.now} });
  const make = () => sandbox.fetch(sandbox.gitlabUrl + '/api/v4/user/runners', {
    method: 'POST',
    headers: { 'private-token': sandbox.gitlabToken },
    body: new URLSearchParams({ runner_type: 'instance_type' }),
  });
  const answers = await Promise.all(Array.from({ length: 10 }, make));
  console.log(JSON.stringify((await Promise.all(answers.map((answer) => answer.json()))).map(({ id }) => id)));
`;

const reset = () =>
  expect.objectContaining({ code: 'sandbox.unreadable', suggestions: [expect.stringContaining('rm ')] });

describe('a stored world', () => {
  test('is the same for whoever opens it, event for event', async () => {
    const bench = await busyWorld();
    const reopened = await Bench.open({ like: bench });
    expect(await look(reopened)).toEqual(await look(bench));
    const elsewhere = await busyWorld();
    expect(JSON.stringify(await elsewhere.log())).toBe(JSON.stringify(await bench.log()));
    expect((await elsewhere.api('GET', '/runners/41/jobs')).json).toEqual(
      (await bench.api('GET', '/runners/41/jobs')).json,
    );
  });

  test('is another one with another seed', async () => {
    const [one, two] = [await Bench.open(), await Bench.open({ env: { GLFR_SANDBOX_SEED: 'other' } })];
    expect(one.sandbox.gitlabToken).not.toBe(two.sandbox.gitlabToken);
    await Promise.all([one.create(), two.create()]);
    expect(await one.outputs()).not.toEqual(await two.outputs());
    expect(await one.network()).toEqual(await two.network());
  });

  test('shows to one terminal what another one does', async () => {
    const one = await Bench.open();
    const two = await Bench.open({ like: one });
    await one.create();
    expect(await two.status()).toBe('CREATE_COMPLETE');
    await two.startUpdate({ IdleCount: '2' });
    expect(await one.status()).toBe('UPDATE_IN_PROGRESS');
    expect(await one.settle()).toBe('UPDATE_COMPLETE');
    await two.api('PUT', '/runners/41', { paused: 'true' });
    expect((await one.api('GET', '/runners/41')).json.paused).toBe(true);
    one.pass(900);
    expect(await look(one)).toEqual(await look(two));
  });

  test('takes many calls at once from several terminals', async () => {
    const one = await Bench.open();
    const terminals = [one, await Bench.open({ like: one }), await Bench.open({ like: one })];
    const made = await Promise.all(Array.from({ length: 12 }, (_, i) => terminals[i % 3]!.runner()));
    expect(new Set(made.map(({ id }) => id)).size).toBe(12);
    expect(new Set(made.map(({ token }) => token)).size).toBe(12);
    expect(existsSync(join(one.stateDir, 'lock'))).toBe(false);
  });

  test('is shared by processes', async () => {
    const bench = await Bench.open();
    const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
    const run = () =>
      promisify(execFile)(node, ['--no-warnings', '--input-type=module', '--eval', makeRunners(bench)]);
    const printed = await Promise.all(Array.from({ length: 4 }, run));
    const ids = printed.flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => 41 + i));
    expect((await bench.runner()).id).toBe(81);
  });

  test('is not held for ever by a process that died', async () => {
    const bench = await Bench.open();
    writeFileSync(join(bench.stateDir, 'lock'), '2147483646');
    expect(await bench.aws('sts', 'GetCallerIdentity')).toMatchObject({ Account: bench.sandbox.account });
  });

  test('holds no secret', async () => {
    const bench = await busyWorld();
    const { token } = await bench.runner();
    await bench.api('POST', '/runners/verify', { token, system_id: 'glfr-cli' }, '');
    await bench.api('PUT', '/runners/42', { description: `oops ${token}` });
    const first = (await bench.api('POST', '/runners/verify', { token }, '')).json.token;
    expect(first).toBe(token);
    const stored = readFileSync(bench.file, 'utf8');
    expect(stored.match(/gl(rt|pat)-[A-Za-z0-9_]{8}/g)).toBeNull();
    expect(stored.includes('sha256:')).toBe(true);
    for (const secret of [token, bench.sandbox.gitlabToken]) expect(stored.includes(secret)).toBe(false);
    const { Stacks } = await bench.aws('cloudformation', 'DescribeStacks', { StackName: 'glfr' });
    expect(Stacks[0].Parameters).toContainEqual({ ParameterKey: 'RunnerToken', ParameterValue: '****' });
    expect(JSON.stringify(await look(bench))).not.toMatch(/gl(rt|pat)-|sha256:/);
  });

  test('stores only what changes something', async () => {
    const bench = await Bench.open();
    await bench.create();
    const stored = readFileSync(bench.file, 'utf8');
    await look(bench);
    await expect(
      bench.aws('cloudformation', 'CreateChangeSet', { StackName: 'none', ChangeSetName: 'x' }),
    ).rejects.toThrow();
    await bench.api('POST', '/user/runners', { runner_type: 'nonsense' });
    expect(readFileSync(bench.file, 'utf8') === stored).toBe(true);
    expect(
      stored
        .trim()
        .split('\n')
        .slice(2)
        .map((line) => JSON.parse(line).command),
    ).toEqual(['CreateRunner', 'CreateChangeSet', 'ExecuteChangeSet']);
  });

  test.each([
    ['a line that breaks off', (text: string) => text.slice(0, -9)],
    ['a line that is no JSON', (text: string) => `${text}nonsense\n`],
    ['a newer version', (text: string) => text.replace('"version":1', '"version":2')],
    ['another file altogether', () => '{"name":"glfr"}\n'],
    [
      'an action that cannot be',
      (text: string) =>
        `${text}{"at":0,"service":"ec2","command":"TerminateInstances","input":{"InstanceIds":["i-1"]}}\n`,
    ],
  ])('with %s is refused, and the file named', async (_, spoil) => {
    const bench = await Bench.open();
    writeFileSync(bench.file, spoil(readFileSync(bench.file, 'utf8')));
    await expect(Bench.open({ like: bench })).rejects.toEqual(reset());
    await expect(Bench.open({ like: bench })).rejects.toThrow(bench.file);
    rmSync(bench.file);
    expect((await Bench.open({ like: bench })).sandbox.gitlabToken).toBe(bench.sandbox.gitlabToken);
  });

  test('a file that breaks while it is in use is noticed too', async () => {
    const bench = await Bench.open();
    appendFileSync(bench.file, '{"at":');
    await expect(bench.aws('sts', 'GetCallerIdentity')).rejects.toEqual(reset());
  });
});

describe('time', () => {
  test('runs at the wanted speed, and goes on where it was when the speed changes', async () => {
    const bench = await Bench.open();
    const start = bench.sandbox.now();
    expect(start).toBe(bench.wall.now);
    expect(bench.sandbox.speed).toBe(10);
    bench.wall.now += 1000;
    expect(bench.sandbox.now()).toBe(start + 10_000);
    const fast = await Bench.open({ like: bench, env: { GLFR_SANDBOX_SPEED: '60' } });
    expect(fast.sandbox.now()).toBe(start + 10_000);
    bench.wall.now += 1000;
    expect(fast.sandbox.now()).toBe(start + 70_000);
    await bench.aws('sts', 'GetCallerIdentity');
    expect([bench.sandbox.now(), bench.sandbox.speed]).toEqual([start + 70_000, 60]);
  });

  test('never goes back with the wall clock', async () => {
    const bench = await Bench.open();
    bench.pass(100);
    await bench.aws('sts', 'GetCallerIdentity');
    const before = bench.sandbox.now();
    bench.wall.now -= 60_000;
    expect(bench.sandbox.now()).toBe(before);
    expect((await bench.runner()).id).toBe(41);
  });

  test('stands still while nobody looks for days', async () => {
    const bench = await Bench.open();
    const start = bench.sandbox.now();
    bench.pass(30 * 86_400);
    await bench.aws('sts', 'GetCallerIdentity');
    expect(bench.sandbox.now()).toBe(start + 72 * 3_600_000);
    bench.pass(60);
    expect(bench.sandbox.now()).toBe(start + 72 * 3_600_000 + 60_000);
    expect((await Bench.open({ like: bench })).sandbox.now()).toBe(bench.sandbox.now());
  });

  test.each(['0', '-1', 'fast'])('%s is no speed', async (speed) => {
    await expect(Bench.open({ env: { GLFR_SANDBOX_SPEED: speed } })).rejects.toMatchObject({
      code: 'sandbox.speed',
      exitCode: 2,
    });
  });
});
