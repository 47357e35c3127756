import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { closeGlfr, expectCode, glfr, jsonLines, place, type Ran, type Running, startGlfr } from './glfr.ts';

afterAll(closeGlfr);

type Env = Readonly<Record<string, string>>;

/** A sandbox of its own; `speed` and `faults` are those of one command, as in two terminals. */
function sandbox(name: string) {
  const state = join(place, `state-${name}`);
  const envOf = ({ speed = 300, faults = '' } = {}): Env => ({
    GLFR_SANDBOX: '1',
    XDG_STATE_HOME: state,
    GLFR_SANDBOX_SEED: name,
    GLFR_SANDBOX_SPEED: String(speed),
    GLFR_SANDBOX_FAULTS: faults,
  });
  return {
    run: (args: string, how = {}): Promise<Ran> => glfr(args.split(' '), { env: envOf(how) }),
    start: (args: string, how = {}): Running => startGlfr(args.split(' '), { env: envOf(how) }),
  };
}
type Sandbox = ReturnType<typeof sandbox>;

async function value<T>(world: Sandbox, args: string): Promise<T> {
  return JSON.parse(expectCode(await world.run(`${args} --json`), 0).stdout) as T;
}

interface Status {
  stack: { status: string };
  manager: { state: string; maxBuilds?: number };
  gitlab: { state: string; runnerId: number };
  healthy: boolean;
  next: string[];
}
interface Row {
  id: string;
  state: string;
  job?: { id: number; project: string };
}
interface Line {
  time: string;
  stream: string;
  message: string;
}

const banner = /^sandbox · .*nothing real is touched/;
const logLines = async (world: Sandbox, how = {}): Promise<Line[]> =>
  jsonLines(expectCode(await world.run('logs --since 1d --json', how), 0).stdout) as unknown as Line[];
/** So slow that nothing changes between two commands. */
const still = { speed: 0.001 };

/** Asks again until it is so. */
async function eventually<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await pause(100);
  }
}

/** One message in plain words, with what to type next; nothing on stdout. */
function expectClear(ran: Ran, code: number, says: RegExp): void {
  expect(ran.stderr).toMatch(banner);
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug|^\s+at .+:\d+/m);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
}

describe('the main job, from nothing to nothing', () => {
  const world = sandbox('main');

  it('init makes a runner that is online; stdout is the result alone', async () => {
    const { stdout, stderr } = expectCode(await world.run('init --yes'), 0);
    expect(stdout).toMatch(
      /^✔ glfr in us-east-1 is created \(.+\)\n +Manager +running, takes up to 4 jobs at a time\n +Runner +runner \d+ in https:\/\/\S+, online\n\nWhat next\n( {2}glfr .+\n)+$/,
    );
    expect(stderr).toMatch(banner);
    expect(stderr).toContain('Plan: create the stack glfr in us-east-1');
    expect(stderr).toMatch(/^14\/14 ManagerService \(ECS::Service\): created$/m);
    expect(stderr).toMatch(/^manager \| .*0 of 4 jobs/m);
    const progress = stderr.split('\n').filter((line) => /^\d+\/\d+ /.test(line));
    expect(new Set(progress).size).toBe(progress.length);
  });

  it('status, logs and executors ls show it at work', async () => {
    expect(await value<Status>(world, 'status')).toMatchObject({
      ...{ stack: { status: 'CREATE_COMPLETE' }, healthy: true },
      ...{ manager: { state: 'running', maxBuilds: 4 }, gitlab: { state: 'online' } },
    });
    const rows = await eventually(
      () => value<Row[]>(world, 'executors ls'),
      (all) => all.some(({ state }) => state === 'busy'),
    );
    const busy = rows.find(({ state }) => state === 'busy')!;
    expect(busy).toMatchObject({ id: expect.stringMatching(/^i-\w{17}$/), job: { id: expect.any(Number) } });
    const lines = await logLines(world);
    const times = lines.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    expect(lines.filter(({ message }) => message.includes(`"job":${busy.job?.id}`)).length).toBeGreaterThan(
      1,
    );
    const plain = await world.run('executors ls');
    expect(plain.stdout).not.toMatch(/\x1b|…/);
    for (const line of plain.stdout.split('\n').slice(0, -1)) expect(line.split('\t')).toHaveLength(8);
  });

  it('what is proposed next works as it is typed', async () => {
    const env = { XDG_STATE_HOME: join(place, 'state-main'), GLFR_SANDBOX_SPEED: '300' };
    const { stdout } = expectCode(await glfr(['status', '--sandbox', '--json'], { env }), 0);
    const { next } = JSON.parse(stdout) as Status;
    const commands = next.filter((command) => !command.includes('--follow'));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      // Proposed while all places are taken; it would ask.
      const plan = command.startsWith('glfr scale') ? ['--dry-run'] : [];
      expectCode(await glfr([...command.split(' ').slice(1), ...plan], { env }), 0);
    }
  });

  it('scale is followed until the new manager reports its number, and kills no job', async () => {
    const { stdout, stderr } = expectCode(await world.run('scale --concurrency 8 --yes --json'), 0);
    expect(stderr).toBe('');
    const events = jsonLines(stdout);
    const result = { type: 'result', action: 'updated', concurrency: 8, runner: 'online' };
    expect(events.at(-1)).toMatchObject({ ...result, manager: { state: 'running', maxBuilds: 8 } });
    expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
    expect(stdout).not.toMatch(/gl(rt|pat)-\w{8}/);
    const lines = await logLines(world);
    expect(lines.some(({ message }) => message.includes('"max_builds":8'))).toBe(true);
    expect(lines.filter(({ message }) => /aborted|runner_system_failure|interrupted/.test(message))).toEqual(
      [],
    );
    expect((await world.run('scale')).stdout).toBe(
      'glfr scale --stack glfr --concurrency 8 --idle 0 --idle-time 1200\n',
    );
  });

  it('a second init finds nothing to change, or changes what a flag says', async () => {
    const same = expectCode(await world.run('init --yes'), 0);
    expect(same.stderr).toContain('the stack glfr is here already');
    expect(same.stdout).toMatch(/^✔ glfr in us-east-1 is as asked already; nothing was changed/);
    // A manager that runs is not told of as one that starts.
    expect(same.stdout).not.toMatch(/Manager +starting/);
    const other = expectCode(await world.run('init --yes --idle 2 --json'), 0);
    expect(jsonLines(other.stdout).at(-1)).toMatchObject({ type: 'result', action: 'updated' });
    expect(jsonLines(other.stdout).find(({ type }) => type === 'plan.made')).toMatchObject({
      plan: { action: 'update', changes: [{ parameter: 'IdleCount', from: '0', to: '2' }] },
    });
  });

  it('destroy takes it all away', async () => {
    const { stdout } = expectCode(await world.run('destroy --yes'), 0);
    expect(stdout).toMatch(/^✔ glfr is gone from us-east-1/);
    expect(stdout).toMatch(/Runner +deleted in GitLab/);
    for (const args of ['status', 'logs', 'executors ls', 'scale --concurrency 2 --yes', 'destroy --yes'])
      expectClear(await world.run(args), 3, /There is no glfr stack[\s\S]+try: glfr init/);
  });
});

it('init --json is NDJSON from the first line to the result', async () => {
  const { stdout, stderr } = expectCode(await sandbox('json').run('init --yes --json'), 0);
  const events = jsonLines(stdout);
  expect(stderr).toBe('');
  expect(events[0]).toMatchObject({ type: 'phase.started', phase: 'discover' });
  expect(events.at(-1)).toMatchObject({ type: 'result', action: 'created', runner: 'online' });
  for (const { type, time } of events.slice(0, -1)) {
    expect(type).toMatch(/^[a-z]+(\.[a-z-]+)?$/);
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT.+Z$/);
  }
  expect(stdout).not.toMatch(/gl(rt|pat)-\w{8}/);
});

describe.concurrent('a fault while the stack is made', () => {
  it.each<[fault: string, says: RegExp]>([
    ['resource:ManagerService', /could not be created \(ROLLBACK_COMPLETE\): ManagerService: .*told to fail/],
    ['image', /the manager's image cannot be pulled[\s\S]+try: glfr deploy --manager-image IMAGE/],
    ['crash', /the manager started and then ended by itself/],
  ])('%s: 1, its cause, and the way out works', async (fault, says) => {
    const world = sandbox(fault.replace(':', '-'));
    const failed = await world.run('init --yes', { faults: fault });
    expectClear(failed, 1, says);
    expect(failed.stderr).toMatch(/^ +runner \d+ deleted in /m);
    expect(failed.stderr).toMatch(/^try: glfr destroy --stack glfr/m);
    expectClear(
      await world.run('init --yes'),
      1,
      /is ROLLBACK_COMPLETE[\s\S]+try: glfr destroy --stack glfr/,
    );
    expectCode(await world.run('destroy --yes --stack glfr'), 0);
    expectCode(await world.run('init --yes'), 0);
  });

  it('a proposal to read the log after a crash leads to the log', async () => {
    const world = sandbox('crash-log');
    const { stderr } = await world.run('init --yes', { faults: 'crash' });
    const command = /^try: glfr (logs \S+ \S+)$/m.exec(stderr)?.[1];
    // What the manager said is shown, or there is a log to read: the rollback takes the log group away.
    if (command === undefined) expect(stderr).toMatch(/^manager \| /m);
    else expectCode(await world.run(command), 0);
  });
});

describe.concurrent('a fault of one request', () => {
  it.each<[fault: string, code: number, says: RegExp]>([
    ['expired', 4, /The AWS credentials have expired[\s\S]+try: aws sso login/],
    ['deny:ec2:DescribeVpcs', 4, /AWS does not allow ec2:DescribeVpcs/],
    ['deny:cloudformation:CreateChangeSet', 4, /does not allow cloudformation:CreateChangeSet/],
    ['no-vpc', 1, /There is no VPC in us-east-1/],
    ['gitlab-down', 5, /Nothing answers at \S+: the connection was refused/],
    ['gitlab-self-signed', 5, /is signed by itself[\s\S]+try: NODE_EXTRA_CA_CERTS=/],
    ['gitlab-401', 4, /does not accept the access token/],
    ['nonsense', 2, /GLFR_SANDBOX_FAULTS names nonsense/],
  ])('%s: %i, and nothing is left behind', async (fault, code, says) => {
    const world = sandbox(fault.replaceAll(':', '-'));
    const ran = await world.run('init --yes', { faults: fault });
    if (fault === 'nonsense')
      expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    else expectClear(ran, code, says);
    const made = /Runner #(\d+) made/.exec(ran.stderr)?.[1];
    if (made) expect(ran.stderr).toContain(`runner ${made} deleted in`);
    expectClear(await world.run('status'), 3, /There is no glfr stack/);
  });

  it('a denied read of the network is not taken for "no rule"', async () => {
    const { stdout } = await sandbox('no-acl').run('init --yes --dry-run --json', {
      faults: 'deny:ec2:DescribeNetworkAcls',
    });
    const events = jsonLines(stdout);
    const judged = events.find(({ type }) => type === 'reach.judged') as { reach: { verdict: string } };
    expect(judged.reach.verdict).toBe('UNKNOWN');
    expect(JSON.stringify(events)).toContain('ec2:DescribeNetworkAcls');
  });

  it('throttling is ridden out', async () => {
    expectCode(await sandbox('throttled').run('init --yes --dry-run', { faults: 'throttle' }), 0);
  });

  it('a denied log does not hide that the stack was made', async () => {
    const world = sandbox('no-logs');
    const ran = await world.run('init --yes', { faults: 'deny:logs:FilterLogEvents' });
    expectClear(ran, 4, /does not allow logs:FilterLogEvents/);
    expect(ran.stderr).toMatch(/^try: .*glfr (status|init|destroy)/m);
    expect((await value<Status>(world, 'status')).healthy).toBe(true);
  });
});

describe('two terminals', () => {
  it('agree on one world while it moves', async () => {
    const world = sandbox('two');
    const first = world.start('init --yes --json', { speed: 20 });
    await first.until(/"stack.started"/);
    const seen = await world.run('status --json', { speed: 20 });
    expect(JSON.parse(seen.stdout)).toMatchObject({ stack: { status: 'CREATE_IN_PROGRESS' } });
    const second = await world.run('init --yes --json', { speed: 300 });
    const results = [await first.ended, second].map((ran) => jsonLines(expectCode(ran, 0).stdout).at(-1));
    const [one, other] = results as { runnerId: number }[];
    expect(one).toMatchObject({ type: 'result', stackName: 'glfr', runner: 'online' });
    expect(other).toMatchObject({ type: 'result', stackName: 'glfr', runnerId: one!.runnerId });
    await eventually(
      () => logLines(world),
      ({ length }) => length > 10,
    );
    const [left, right] = await Promise.all([logLines(world, still), logLines(world, still)]);
    expect(left).toEqual(right);
  });

  it('a followed log loses and repeats nothing though events come late', async () => {
    const world = sandbox('late');
    expectCode(await world.run('init --yes'), 0);
    const follow = world.start('logs --follow --since 1d --json', { faults: 'late-logs' });
    await follow.until(/^(.*\n){400}/);
    follow.interrupt();
    const { code, stdout } = await follow.ended;
    expect(code).toBe(0);
    const followed = jsonLines(stdout) as unknown as Line[];
    const all = await logLines(world);
    // The last half minute may still have been on its way when Ctrl-C came.
    const end =
      Date.parse(
        followed
          .map(({ time }) => time)
          .toSorted()
          .at(-1)!,
      ) - 30_000;
    const keyOf = ({ time, stream, message }: Line) => `${time} ${stream} ${message}`;
    const before = (lines: Line[]) => lines.filter(({ time }) => Date.parse(time) < end).map(keyOf);
    expect(before(followed).toSorted()).toEqual(before(all).toSorted());
    const arrival = followed.map(({ time }) => time);
    expect(arrival).not.toEqual(arrival.toSorted());
  });
});

describe.concurrent('Ctrl-C', () => {
  /** Each phase is made long enough by throttled calls, or by a slow world, to be met. */
  it.each<[at: RegExp, faults: string]>([
    [/Looking at your AWS account/, 'throttle:ec2'],
    [/Reaching https/, 'throttle:cloudformation'],
    [/Preparing the change set/, 'throttle:cloudformation'],
  ])('at %s: 130, nothing is left, and init begins anew', async (at, faults) => {
    const world = sandbox(`int-${at.source.length}`);
    const init = world.start('init --yes', { speed: 20, faults });
    await init.until(at);
    init.interrupt();
    const ran = await init.ended;
    expectClear(ran, 130, /^error: Interrupted[\s\S]*nothing|^error: Interrupted before/m);
    expect(ran.stderr).toMatch(/^try: glfr init/m);
    const made = /Runner #(\d+) made/.exec(ran.stderr)?.[1];
    if (made) expect(ran.stderr).toContain(`runner ${made} deleted in`);
    expect((await world.run('status')).code).toBe(3);
    expectCode(await world.run('init --yes'), 0);
  });

  it('while the stack is made: it goes on in AWS, and init picks up', async () => {
    const world = sandbox('int-stack');
    const init = world.start('init --yes', { speed: 5 });
    await init.until(/^\d+\/14 .*created/m);
    init.interrupt();
    expectClear(await init.ended, 130, /^error: Interrupted\. The create of the stack glfr goes on in AWS/m);
    const again = expectCode(await world.run('init --yes', { speed: 20 }), 0);
    expect(again.stderr).toContain('CREATE_IN_PROGRESS');
    expect(again.stdout).toMatch(/^✔ glfr in us-east-1 is created/);

    const scale = world.start('scale --concurrency 8 --yes', { speed: 5 });
    await scale.until(/^stack glfr: .*to update|^\S+ \(.*\): updating/m);
    scale.interrupt();
    expectClear(await scale.ended, 130, /^error: Interrupted\. The update of the stack glfr goes on in AWS/m);
    const resumed = expectCode(await world.run('init --yes --json'), 0);
    expect(jsonLines(resumed.stdout).at(-1)).toMatchObject({ concurrency: 8, manager: { maxBuilds: 8 } });
  });

  it('while the stack is deleted: destroy picks up, and leaves no runner even when AWS was faster', async () => {
    const world = sandbox('int-destroy');
    expectCode(await world.run('init --yes'), 0);
    const { gitlab } = await value<Status>(world, 'status');
    const destroy = world.start('destroy --yes', { speed: 5 });
    await destroy.until(/\(\S+::\S+\): deleting/);
    destroy.interrupt();
    const interrupted = await destroy.ended;
    expectClear(interrupted, 130, /goes on in AWS[\s\S]+^try: glfr destroy --stack glfr/m);
    await eventually(
      () => world.run('status'),
      ({ code }) => code === 3,
    );
    const again = await world.run('destroy --yes --stack glfr');
    expect(interrupted.stderr + again.stderr).toContain(`runner ${gitlab.runnerId} deleted in`);
  });
});

// The signal races with the program; one of some tries must be early enough.
it('Ctrl-C is heard at once, not after the account was read and a runner made', { retry: 3 }, async () => {
  const init = sandbox('int-now').start('init --yes', { speed: 20 });
  await init.until(/Looking at your AWS account/);
  init.interrupt();
  const { code, stderr } = await init.ended;
  expect(stderr).not.toContain('Creating the runner');
  expect(code).toBe(130);
});
