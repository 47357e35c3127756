import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGlfr, expectCode, glfr, glfrIntoHead, jsonLines, place, type Ran, startGlfr } from './glfr.ts';

afterAll(closeGlfr);

const state = join(place, 'state-jobs');
/** Until there are jobs to look at; then hardly anything changes between two commands. */
let speed = '300';
const env = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: state, GLFR_SANDBOX_SEED: 'jobs-cli', GLFR_SANDBOX_SPEED: speed },
  ...more,
});
const run = (args: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  glfr(args.split(' '), { env: env(more) });
const value = async <T>(args: string): Promise<T> =>
  JSON.parse(expectCode(await run(`${args} --json`), 0).stdout) as T;

interface Row {
  id: number;
  state: string;
  project: string;
}

/** So slow that nothing changes between two commands. */
const still = { GLFR_SANDBOX_SPEED: '0.001' };

/** One message in plain words, with what to type next; nothing on stdout. */
function expectClear(ran: Ran, code: number, says: RegExp): void {
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug|gl(pat|rt)-\w{4}/);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
}

beforeAll(async () => {
  expectCode(await run('init --yes'), 0);
  while ((await value<Row[]>('jobs --state succeeded')).length < 3) await pause(300);
  speed = '1';
});

describe('glfr jobs', () => {
  it('is a list, an array, and tab-separated in a pipe', async () => {
    const rows = await value<Row[]>('jobs --since 1d');
    expect(rows[0]).toMatchObject({ id: expect.any(Number), queueSeconds: expect.any(Number) });
    const { stdout, stderr } = expectCode(await run('jobs --since 1d'), 0);
    expect(stderr).toMatch(/^\d+ jobs: /m);
    expect(stdout).not.toMatch(/\x1b|…|^ID/);
    for (const line of stdout.trimEnd().split('\n')) expect(line.split('\t')).toHaveLength(9);
    const head = await glfrIntoHead(['jobs'], env());
    expect(head.code).toBe(0);
    expect(head.stdout).toMatch(/^\d+\t/);
  });

  it('is filtered by state, project and number', async () => {
    const rows = await value<Row[]>('jobs --since 1d --state succeeded');
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['succeeded']));
    expect(await value<Row[]>('jobs --since 1d --state succeeded -n 2')).toHaveLength(2);
    const project = rows[0]?.project ?? '';
    const own = await value<Row[]>(`jobs --since 1d --project ${project}`);
    expect(new Set(own.map((row) => row.project))).toEqual(new Set([project]));
    expect((await value<Row[]>('jobs --since 1d --project acme')).length).toBeGreaterThan(own.length - 1);
    expect(await value<Row[]>('jobs --project nobody/nothing')).toEqual([]);
  });

  it('has columns, orders and formats, and says how many -n left out', async () => {
    const said = (args: string, more = {}) => run(`jobs --since 1d ${args}`, { ...still, ...more });
    const all = JSON.parse((await said('--json')).stdout) as Row[];
    const own = await said('--columns id,project --sort=-id -n 2');
    const newest = all.toSorted((a, b) => b.id - a.id).slice(0, 2);
    expect(own.stdout).toBe(newest.map(({ id, project }) => `${id}\t${project}\n`).join(''));
    expect(own.stderr).toMatch(new RegExp(`^2 of ${all.length} jobs: `, 'm'));
    expect((await said('-o csv -n 1')).stdout).toMatch(/^id,state,queue,.*\n\d+,\w+,\d/);
    expect((await said('-o csv --no-header -n 1')).stdout).toMatch(/^\d+,/);
    expect((await said('-o id')).stdout).toBe(all.map(({ id }) => `${id}\n`).join(''));
    expect((await said('-o wide -n 1')).stdout).toMatch(/^ID +STATE .*PIPELINE.*\n\d+ /);
    const json = await said('-o json --sort id');
    const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
    expect(ids(JSON.parse(json.stdout))).toEqual(ids(all).toSorted((a, b) => a - b));
    expect(json.stderr).not.toMatch(/jobs:/);
    const named = await said('-n 1', { GLFR_JOBS_COLUMNS: 'id', GLFR_COLUMNS: 'market' });
    expect(named.stdout).toMatch(/^\d+\n$/);
  });

  it('--watch --json is one value a line, and Ctrl-C ends it well', async () => {
    const watched = startGlfr(['jobs', '--watch', '--json'], { env: env({ GLFR_SANDBOX_SPEED: '300' }) });
    await watched.until(/\n.*\n/);
    watched.interrupt();
    const ran = expectCode(await watched.ended, 0);
    for (const line of jsonLines(ran.stdout)) expect(Array.isArray(line)).toBe(true);
  });
});

describe('glfr why', () => {
  it('draws one job, and has it as one value', async () => {
    const [{ id } = { id: 0 }] = await value<Row[]>('jobs --since 1d --state succeeded -n 1');
    const { stdout } = expectCode(await run(`why ${id}`), 0);
    expect(stdout).toMatch(new RegExp(`^✔ job ${id}: succeeded, .+ in all\n`));
    expect(stdout).toMatch(
      /^ {2}waited in GitLab +\S+s[\s\S]+^ {2}booted +\d+s +█+[\s\S]+^ {2}Most of it was/m,
    );
    const result = await value<{ phases: { kind: string; seconds: number }[]; totalSeconds: number }>(
      `why ${id}`,
    );
    expect(result).toMatchObject({ job: { id }, advice: { phase: expect.any(String) }, sandbox: true });
    const sum = result.phases.reduce((all, { seconds }) => all + seconds, 0);
    expect(sum).toBeCloseTo(result.totalSeconds, 3);
  });

  it('of a job that never ran here: 3', async () => {
    expectClear(await run('why 12'), 3, /The log of glfr names job 12 nowhere since 20/);
    const address = 'https://gitlab.sandbox.example/acme/docs/-/jobs/12';
    expectClear(await run(`why ${address}`), 3, /GitLab shows no job 12 in acme\/docs/);
    const ran = await run('why 12 --json');
    expect(JSON.parse(ran.stdout)).toMatchObject({ type: 'error', code: 'job.not-found', exitCode: 3 });
  });
});

describe('glfr status and glfr ls', () => {
  it('status names what lacks, and shows the rest', async () => {
    const ran = expectCode(await run('status', { GLFR_SANDBOX_FAULTS: 'deny:ec2:DescribeInstances' }), 0);
    expect(ran.stdout).toMatch(/^✔ glfr in us-east-1: what could be read is well\n/);
    expect(ran.stdout).toMatch(/^ {2}Lacks +the executors: AWS does not allow ec2:DescribeInstances/m);
    expect(ran.stdout).toMatch(/^ {2}Boot +p50 /m);
  });

  it('status says first what is wrong', async () => {
    expectCode(await run('runner pause --yes'), 0);
    const { stdout } = expectCode(await run('status'), 0);
    expect(stdout).toMatch(/^! glfr in us-east-1: needs a look\n {2}! runner 41 is paused in GitLab/);
    expect(stdout).toMatch(/^What next\n {2}glfr runner unpause$/m);
    expectCode(await run('runner unpause --yes'), 0);
  });

  it('ls is an array, and one line a stack', async () => {
    expect(await value('ls')).toMatchObject([
      { stackName: 'glfr', region: 'us-east-1', version: '0.1.0', wouldUpdate: false },
    ]);
    const { stdout } = expectCode(await run('ls --all-regions'), 0);
    expect(stdout.split('\t').slice(0, 5)).toEqual(['glfr', 'us-east-1', 'CREATE_COMPLETE', '0.1.0', 'no']);
    const denied = await run('ls --all-regions', { GLFR_SANDBOX_FAULTS: 'deny:ec2:DescribeRegions' });
    expectClear(denied, 4, /does not allow ec2:DescribeRegions/);
  });

  it('ls of an account without a stack is empty', async () => {
    const elsewhere = { XDG_STATE_HOME: join(place, 'state-none') };
    const ran = expectCode(await run('ls --json', elsewhere), 0);
    expect(JSON.parse(ran.stdout)).toEqual([]);
    expect(expectCode(await run('ls', elsewhere), 0).stderr).toMatch(/^No glfr stack here/m);
  });
});

describe('wrong input', () => {
  it.each<[string, number, RegExp]>([
    ['why', 2, /needs JOB \(number of the job/],
    ['why nonsense', 2, /neither the number of a job nor its address/],
    ['why https://gitlab.com/a/b/-/jobs/1', 2, /That job is in gitlab\.com/],
    ['why 12 --since 2999-01-01', 2, /in the future/],
    ['jobs --since yesterday', 2, /is no time/],
    ['jobs --state lost', 2, /running, succeeded, failed/],
    ['jobs -n 0', 2, /--limit 0: a whole number, at least 1/],
    [
      'jobs --columns id,zone',
      2,
      /--columns: there is no zone[\s\S]+try: --columns with one or several of: id,/,
    ],
    ['jobs --columns ,', 2, /--columns: there is nothing in it/],
    ['jobs --sort when', 2, /--sort: there is no when/],
    ['jobs -o name', 2, /--output name: it is one of: table, wide, tsv, csv, json, yaml, id/],
    [
      'jobs --sort -run --since 1d',
      2,
      /--sort -run: what begins with - .* an =\.\ntry: glfr jobs --since 1d --sort=-run\n/,
    ],
    ['jobs --watch', 2, /--watch draws on a terminal/],
    ['status --watch', 2, /--watch draws on a terminal/],
    ['jobs --stack other', 3, /There is no stack other/],
    ['ls --stack glfr', 2, /Nonexistent flag: --stack/],
  ])('%s: %i', async (args, code, says) => expectClear(await run(args), code, says));

  it.each(['jobs', 'why 1', 'status'])('%s without a stack: 3', async (args) => {
    const elsewhere = { XDG_STATE_HOME: join(place, 'state-none') };
    expectClear(await run(args, elsewhere), 3, /There is no glfr stack/);
  });
});
