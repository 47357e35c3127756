import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outside } from '../../outside.ts';
import { closeGlfr, expectCode, glfr, glfrIntoHead, jsonLines, place, type Ran, startGlfr } from '../glfr.ts';
import { closeTerminals, openTerminal } from '../terminal.ts';

interface Line {
  id: string;
  time: string;
  ingestedAt: string;
  stream: string;
  message: string;
  job?: number;
  executor?: string;
  project?: string;
}

const envOf = ({ faults = '', speed = 300 } = {}) => ({
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: join(place, 'state-logs'), GLFR_SANDBOX_SEED: 'logs-cli' },
  ...{ GLFR_SANDBOX_SPEED: String(speed), GLFR_SANDBOX_FAULTS: faults },
});
const run = (args: string[], how = {}): Promise<Ran> => glfr(['logs', ...args], { env: envOf(how) });
const read = async (...args: string[]): Promise<Line[]> =>
  jsonLines(expectCode(await run([...args, '--json']), 0).stdout) as unknown as Line[];

let all: Line[];
beforeAll(async () => {
  expectCode(await glfr(['init', '--yes'], { env: envOf() }), 0);
  for (all = []; all.length < 400; all = await read('--since', '1d'));
});
afterAll(async () => {
  await closeTerminals();
  await closeGlfr();
});

describe('what is shown', () => {
  it('a job: from its arrival to its end, with its executor', async () => {
    const { job } = all.find(({ message }) => message.includes('Job succeeded'))!;
    const about = await read('--job', String(job));
    expect(about.every((line) => line.job === job || line.executor !== undefined)).toBe(true);
    expect(about[0]!.message).toContain('Checking for jobs... received');
    const address = `https://gitlab.sandbox.example/${about.at(-1)!.project ?? 'a/b'}/-/jobs/${job}`;
    expect((await read('--job', address)).map(({ id }) => id)).toEqual(about.map(({ id }) => id));
    expect((await read('--job', `#${job}`)).map(({ id }) => id)).toEqual(about.map(({ id }) => id));
    const ran = expectCode(await run(['--job', String(job), '-o', 'short', '--timestamps', 'none']), 0);
    expect(ran.stdout).toMatch(new RegExp(`^Dialing instance {2}job ${job} on i-[0-9a-f]{17}$`, 'm'));
    expect(ran.stdout).not.toContain('Appending trace');
    expect(ran.stderr).toMatch(/\d+ routine lines left out; --noise shows them/);
  });

  it('the last lines, a level, words with what stands around them', async () => {
    const last = expectCode(await run(['-n', '5', '-o', 'raw']), 0);
    expect(last.stdout.trimEnd().split('\n')).toHaveLength(5);
    const [any] = await read('--since', '1d', '-g', 'Job (succeeded|failed)');
    expect(any!.message).toMatch(/Job (succeeded|failed)/);
    const around = expectCode(
      await run(['--since', '1d', '-g', 'job succeeded', '-i', '-C', '1', '-o', 'short']),
      0,
    );
    expect(around.stdout).toMatch(/^--$/m);
    const none = expectCode(await run(['--since', '1d', '-g', 'no such words']), 0);
    expect(none).toMatchObject({ stdout: '', stderr: expect.stringMatching(/none of \d+ lines since 1d/) });
  });

  it('one manager’s log by the beginning of its id', async () => {
    const [task = ''] = all[0]!.stream.split('/').slice(-1);
    const lines = await read('--task', task.slice(0, 6));
    expect(lines[0]).toEqual(all[0]);
    expect(await read('--since', '1d', '--until', all[9]!.time, '-o', 'json')).toEqual(
      all.filter(({ time }) => time <= all[9]!.time),
    );
  });

  it('a reader that goes ends it with 0, followed or not', async () => {
    for (const args of [
      ['logs', '--since', '1d'],
      ['logs', '-f', '--since', '1d'],
    ]) {
      const first = await glfrIntoHead(args, envOf());
      expect(first.code).toBe(0);
      expect(first.stdout.split('\n')).toHaveLength(2);
    }
  });
});

describe('wrong input: one message, exit code 2 or 3, nothing on stdout', () => {
  it.each<[args: string[], code: number, says: RegExp]>([
    [['--since', 'yesterday'], 2, /--since yesterday is no time[\s\S]+try: --since 90s/],
    [['--since', '2099-01-01'], 2, /--since 2099-01-01 is in the future/],
    [['--until', '31.12.'], 2, /--until 31\.12\. is no time/],
    [['--since', '1h', '--until', '2h'], 2, /--until 2h is before --since 1h/],
    [['-f', '--timeout', 'soon'], 2, /--timeout soon is no length of time/],
    [['-g', '('], 2, /--grep \( is no regular expression: Unterminated group/],
    [['--since', '1d', '-g', '(.*i){30}x'], 2, /takes too long on a line/],
    [['--highlight', '['], 2, /--highlight \[ is no regular expression/],
    [['--level', 'loud'], 2, /--level loud is no level/],
    [['--job', 'abc'], 2, /abc is neither the number of a job[\s\S]+try: glfr logs --job 4711/],
    [['--job', '0'], 2, /0 is neither the number of a job/],
    [['--job', 'https://gitlab.com/a/b/-/jobs/1'], 2, /That job is in gitlab\.com/],
    [['-n', '-1'], 2, /--lines/],
    [['-o', 'xml'], 2, /--output/],
    [['--task', 'not-an-id'], 2, /--task not-an-id is no task id/],
    [['--live'], 2, /--follow/],
    [['--filter', '{ $.level = "error" }'], 2, /CloudWatch does not take --filter/],
    [['--job', '999'], 3, /No log line in the last 24 hours is about job 999/],
    [['--executor', 'i-0000'], 3, /is about executor i-0000/],
    [['--task', 'deadbeef'], 3, /No task deadbeef has written to this log[\s\S]+try: glfr logs --task/],
    [['--previous'], 3, /no manager before this one/],
  ])('%j', async (args, code, says) => {
    const ran = await run(args);
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
    expect(ran.stderr).toMatch(/^try: /m);
    expect(ran.stderr).not.toContain('This is a bug');
    expect(ran).toMatchObject({ code, stdout: '' });
  });
});

describe('followed', () => {
  it('with all faults at once nothing is lost and nothing comes twice', async () => {
    const faults = 'later-logs,empty-pages,broken:logs';
    const ran = expectCode(
      await run(['-f', '--since', '1d', '--timeout', '40m', '--json'], { faults, speed: 600 }),
      0,
    );
    const followed = jsonLines(ran.stdout) as unknown as Line[];
    expect(new Set(followed.map(({ id }) => id)).size).toBe(followed.length);
    expect(followed.some((line) => Date.parse(line.ingestedAt) - Date.parse(line.time) > 60_000)).toBe(true);
    const end = Math.max(...followed.map(({ time }) => Date.parse(time))) - 600_000;
    const seen = new Set(followed.map(({ id }) => id));
    const lost = (await read('--since', '1d')).filter(
      ({ id, time }) => Date.parse(time) < end && !seen.has(id),
    );
    expect(lost).toEqual([]);
  });

  it.skipIf(!outside('tmux'))('on a terminal: a status line that never gets into the log', async () => {
    const env = { ...envOf({ speed: 20 }), TZ: 'UTC' };
    const terminal = await openTerminal(['logs', '-f', '-n', '5'], { columns: 40, rows: 12 }, env);
    await terminal.until(/following · last line \d/);
    await terminal.until(/note: routine lines are left out/);
    await terminal.press('C-c');
    expect(await terminal.ended()).toBe(0);
    const text = await terminal.everything();
    expect(text).not.toContain('following');
    expect(text).toMatch(/^sandbox · nothing real is touched$/m);
    expect(await terminal.isCursorVisible()).toBe(true);
  });

  it('over a redeploy, which it announces; then the manager before has its own log', async () => {
    const follow = startGlfr(['logs', '-f', '-n', '1'], { env: envOf({ speed: 600 }) });
    await follow.until(/\+ task [0-9a-f]{32}\n/);
    expectCode(await glfr(['scale', '--concurrency', '2', '--yes'], { env: envOf({ speed: 600 }) }), 0);
    await follow.until(/- task [0-9a-f]{32} \(.+\)\n\+ task [0-9a-f]{32} \(revision 2\)/);
    follow.interrupt();
    expect((await follow.ended).code).toBe(0);
    const before = await read('--previous', '-n', '30');
    expect(before.map(({ message }) => message).join()).toContain('Can exit now!');
  });

  it('a group that is deleted ends it with one message and 3', async () => {
    const follow = startGlfr(['logs', '-f'], { env: envOf({ speed: 600 }) });
    await follow.until(/\+ task/);
    expectCode(await glfr(['destroy', '--yes'], { env: envOf({ speed: 600 }) }), 0);
    const { code, stderr } = await follow.ended;
    expect(stderr).toContain(
      'error: The log group /glfr/glfr was deleted while it was followed.\ntry: glfr status',
    );
    expect(code).toBe(3);
  });
});
