import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { outside } from '../outside.ts';
import { closeGlfr, expectCode, glfr, glfrIntoHead, jsonLines, place, type Ran, startGlfr } from './glfr.ts';
import { closeTerminals, openTerminal } from './terminal.ts';

const state = join(place, 'state-executors');
const env = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: state, GLFR_SANDBOX_SEED: 'executors', GLFR_SANDBOX_SPEED: '20' },
  ...more,
});
const run = (args: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  glfr(args.split(' ').filter(Boolean), { env: env(more) });
const ls = async (args = '', more = {}): Promise<Record<string, unknown>[]> =>
  JSON.parse(expectCode(await run(`executors ls --json ${args}`, more), 0).stdout);

/** So slow that nothing changes between two commands. */
const still = { GLFR_SANDBOX_SPEED: '0.001' };
/** An executor in one of these states, where the world stands still as long as nobody else lets it go on. */
async function held(states: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 100; tries++) {
    const [found] = await ls(`--state ${states}`, still);
    if (found) return found;
    await ls();
  }
  throw new Error(`no executor was ever ${states}`);
}

let world: Sandbox;
let theirs = '';

beforeAll(async () => {
  const quick = { GLFR_SANDBOX_SPEED: '600' };
  expectCode(await run('init --yes --idle 1 --concurrency 6', quick), 0);
  while ((await ls('--all', quick)).length < 4);
  expectCode(await run('executors ls'), 0);
  const stateDir = join(state, 'glfr', 'sandbox');
  world = await openSandbox({ stateDir, env: env(), wallNow: Date.now });
  const ec2 = async (command: string, input: object) =>
    (await world.intercept({ service: 'ec2', command, input })) as Record<string, never[]>;
  const { Subnets } = await ec2('DescribeSubnets', {});
  const [{ SubnetId }] = Subnets as unknown as [{ SubnetId: string }];
  const Tags = [{ Key: 'glfr:stack', Value: 'other' }];
  const { Instances } = await ec2('RunInstances', {
    ...{ SubnetId, InstanceType: 't3.large', MinCount: 1, MaxCount: 1 },
    TagSpecifications: [{ ResourceType: 'instance', Tags }],
  });
  theirs = (Instances as unknown as [{ InstanceId: string }])[0].InstanceId;
});
afterAll(async () => {
  await closeTerminals();
  await closeGlfr();
});

/** One message in plain words, with what to type next; nothing on stdout. */
function expectClear(ran: Ran, code: number, says: RegExp): void {
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug|^\s+at .+:\d+/m);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
}

describe('executors ls', () => {
  it('has columns, orders, filters and formats', async () => {
    const all = await ls('--all --sort=launched');
    // The oldest first, and at the end what may have been launched since.
    const again = await ls('--all --sort=-age');
    expect(again.slice(0, all.length).map(({ launchedAt }) => launchedAt)).toEqual(
      all.map(({ launchedAt }) => launchedAt),
    );
    expect(all.length).toBeGreaterThan(2);
    expect(all.map(({ launchedAt }) => launchedAt)).toEqual(
      all.map(({ launchedAt }) => launchedAt).toSorted(),
    );
    expect(all[0]).toMatchObject({ type: 't3.large', costPerHour: expect.any(Number), tags: {} });
    const { stdout, stderr } = await run('executors ls --all --columns id,type,cost --limit 2');
    expect(stdout).toMatch(/^(i-\w{17}\tt3\.large\t\$\d\S*\n){2}$/);
    expect(stderr).toMatch(/^2 of \d+ executors: .*at most 8$/m);
    expect((await run('executors ls -o csv --all --limit 1')).stdout).toMatch(/^id,name,state,.*\ni-.*\n$/);
    expect((await run('executors ls -o yaml --all --limit 1')).stdout).toMatch(/^- id: i-\w{17}\n/);
    expect((await run('executors ls -o id --all')).stdout).toMatch(/^(i-\w{17}\n){3,}$/);
    expect(await ls('--state terminated --all --type m5')).toEqual([]);
    const none = expectCode(await run('executors ls --orphans'), 0);
    expect(none.stdout).toBe('');
    expect(none.stderr).toMatch(/None of \d+ executors? matches the filters/);
    expectCode(await glfrIntoHead(['executors', 'ls', '--all'], env()), 0);
  });

  it.each([
    ['--columns id,ip', /--columns: there is no ip[\s\S]+try: --columns with one or several of: id,/],
    ['--sort when', /--sort: there is no when/],
    ['--sort -age', /--sort -age: what begins with - .*\ntry: glfr executors ls --sort=-age\n/],
    ['--all --sort -age,type -o id', /\ntry: glfr executors ls --all -o id --sort=-age,type\n/],
    ['--sort -o id', /--sort has no value/],
    ['--sort', /--sort has no value/],
    ['--older-than soon', /--older-than soon is no length/],
    ['--job mine', /--job mine is no job's id/],
    ['--state asleep', /--state asleep: it is one of: pending/],
    ['-o xml', /--output xml: it is one of/],
    ['--interval 0 --watch', /--interval/],
  ])('%s: 2', async (args, says) => {
    const ran = await run(`executors ls ${args}`);
    expect(ran.stderr).toMatch(says);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe('');
  });

  it('says what it could not read, and lists all the same', async () => {
    const ran = expectCode(
      await run('executors ls --all', { GLFR_SANDBOX_FAULTS: 'deny:logs:FilterLogEvents' }),
      0,
    );
    expect(ran.stderr).toMatch(/^! AWS does not allow logs:FilterLogEvents .*orphans are not known/m);
    expect(ran.stdout).toMatch(/^i-/);
    const denied = await run('executors ls', { GLFR_SANDBOX_FAULTS: 'deny:ec2:DescribeInstances' });
    expectClear(denied, 4, /does not allow ec2:DescribeInstances/);
  });

  it('--watch in a pipe says what changes; Ctrl-C ends it with 0', async () => {
    const quick = { GLFR_SANDBOX_SPEED: '100' };
    const watch = startGlfr(['executors', 'ls', '--watch', '--interval', '20', '--json'], {
      env: env(quick),
    });
    await watch.until(/"state":"(busy|removing)"/);
    watch.interrupt();
    const { code, stdout } = await watch.ended;
    expect(code).toBe(0);
    for (const { type, time } of jsonLines(stdout)) {
      expect(type).toMatch(/^executor\.(changed|ended)$/);
      expect(time).toMatch(/Z$/);
    }
    expectCode(await run('executors ls'), 0);
  });
});

describe('executors show, stop, connect, prune', () => {
  it('show is one screen and one value', async () => {
    const [one] = await ls('--all --state idle,busy,booting,terminated');
    const shown = expectCode(await run(`executors show ${one?.id}`), 0).stdout;
    expect(shown).toMatch(/^[✔!] i-\w{17} of glfr: \w+\n/);
    expect(shown).toMatch(/^Timeline\n( {2}\d\d:\d\d:\d\d +\+\S+ {2}.+\n)+/m);
    const value = JSON.parse(expectCode(await run(`executors show ${one?.id} --json`), 0).stdout);
    expect(value).toMatchObject({ id: one?.id, lacking: [] });
    expect(value.timeline.length).toBeGreaterThan(1);
    for (const { time, what } of value.timeline)
      expect([time, what]).toEqual([expect.stringMatching(/Z$/), expect.any(String)]);
  });

  it.each([
    ['show nonsense', 2, /nonsense is neither an instance's id/],
    ['stop nonsense --yes', 2, /nonsense is neither an instance's id/],
    ['stop', 2, /needs ID/],
    ['connect --print', 2, /needs TARGET/],
    ['show i-0123456789abcdef0', 3, /There is no executor i-0123456789abcdef0 in the stack glfr/],
    ['stop i-0123456789abcdef0 --yes', 3, /There is no executor/],
    ['connect 1', 3, /No executor of glfr runs the job 1/],
  ])('%s: %i', async (args, code, says) => {
    expectClear(await run(`executors ${args}`), code, says);
  });

  it("another stack's executor is left alone: 3", async () => {
    const says = /The executor i-\w+ belongs to the stack other, not to glfr/;
    expectClear(await run(`executors stop ${theirs} --force --yes`), 3, says);
    expectClear(await run(`executors show ${theirs}`), 3, says);
    expectClear(await run(`executors connect ${theirs}`), 3, says);
    expect(expectCode(await run('executors prune --yes'), 0).stdout).toMatch(
      /^✔ nothing is left over of glfr/,
    );
  });

  it('stop refuses a busy one; asks; and with --force takes it', async () => {
    const { id } = await held('busy');
    const ran = await run(`executors stop ${id} --yes`, still);
    expectClear(ran, 1, /runs job \d+ of \S+, which would fail[\s\S]+try: glfr executors stop i-\w+ --force/);
    expectClear(await run(`executors stop ${id} --force`, still), 2, /End the executor: .*its job \d+ fails/);
    const value = JSON.parse(
      expectCode(await run(`executors stop ${id} --force --yes --json`, still), 0).stdout,
    );
    expect(value).toMatchObject({ stopped: [{ id, through: 'group' }], skipped: [] });
  });

  it('connect says that the stack takes no sessions', async () => {
    const { id } = await held('idle,busy');
    expectClear(
      await run(`executors connect ${id}`, still),
      1,
      /the setting ssm is off[\s\S]+try: glfr deploy .*--ssm/,
    );
  });
});

const onTerminal = describe.skipIf(!outside('tmux'));

onTerminal('a watched list in a terminal', () => {
  it.each([80, 40])(
    'of %i columns is drawn in place, scrolls, and leaves what was there',
    async (columns) => {
      const terminal = await openTerminal(
        ['executors', 'ls', '--watch', '--all', '--interval', '2'],
        { columns, rows: 8 },
        env(),
      );
      await terminal.until(/ID +STATE[\s\S]+scroll|ID +STATE[\s\S]+q ends/);
      const first = await terminal.screen();
      expect(first).not.toMatch(/^sandbox ·/);
      expect(first.split('\n').length).toBeLessThan(8);
      await terminal.press('Down', 'Down');
      await terminal.press('C-c');
      expect(await terminal.ended()).toBe(0);
      const after = await terminal.everything();
      // What was said before is still there, and the last list stays.
      expect(after).toMatch(/^sandbox ·[\s\S]+ID +STATE[\s\S]+executors/);
      expect(await terminal.isCursorVisible()).toBe(true);
    },
  );
});
