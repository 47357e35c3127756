import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it as test } from 'vitest';
import { type Moto, startMoto } from '../aws/moto.ts';
import { type LoopbackGitLab, startGitLab } from '../gitlab/loopback.ts';
import { outside } from '../outside.ts';
import { closeGlfr, expectCode, glfr, place } from './glfr.ts';
import { closeTerminals, openTerminal, type Terminal } from './terminal.ts';

const it = outside('tmux', 'moto_server', 'aws') ? test : test.skip;
let moto: Moto | undefined;
let gitlab: LoopbackGitLab | undefined;
afterAll(async () => {
  await closeTerminals();
  await Promise.all([closeGlfr(), moto?.stop(), gitlab?.close()]);
});

const wide = { columns: 80, rows: 24 };
const narrow = { columns: 40, rows: 24 };
const envOf = (name: string, speed = 60) => ({
  XDG_STATE_HOME: join(place, `state-${name}`),
  GLFR_SANDBOX_SEED: name,
  GLFR_SANDBOX_SPEED: String(speed),
});
/** What was said, wherever the width of the terminal broke it. */
const flat = (text: string): string => text.replace(/\s+/g, '');

/** Waits for a question on the screen, with its flag beside it. */
async function question(terminal: Terminal, text: string, flag: string): Promise<void> {
  const open = new RegExp(`${escaped(flat(text))}\\(${escaped(flat(flag))}[,)]`);
  for (const deadline = Date.now() + 45_000; ; ) {
    const screen = await terminal.screen();
    if (open.test(flat(screen))) return;
    if (Date.now() > deadline) throw new Error(`the question "${text}" (${flag}) never came:\n${screen}`);
    await pause(50);
  }
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('the wizard in a terminal of 80 columns', () => {
  it('asks with its flags, goes back with Escape, shows plan and progress, and says what is next', async () => {
    const env = envOf('wide');
    const terminal = await openTerminal(['init', '--sandbox'], wide, env);
    await question(terminal, 'Which VPC should the runner live in?', '--vpc');
    const first = await terminal.screen();
    expect(first).toMatch(/^sandbox · .*nothing real is touched/);
    expect(first).toMatch(/production +10\.0\.0\.0\/16/);
    await terminal.press('Enter');
    await question(terminal, 'Which subnets?', '--subnet');
    expect(flat(await terminal.screen())).toMatch(/us-east-1a·private,withNAT·\d+freeaddresses/);
    await terminal.press('Escape');
    await question(terminal, 'Which VPC should the runner live in?', '--vpc');
    await terminal.press('Enter');
    await question(terminal, 'Which subnets?', '--subnet');
    await terminal.press('Enter');
    await question(terminal, 'Where is your GitLab?', '--gitlab-url');
    await terminal.type('nowhere.example');
    await terminal.press('Enter');
    await terminal.until(/nowhere\.example is not known to DNS/);
    await question(terminal, 'Where is your GitLab?', '--gitlab-url');
    await terminal.press('Enter');
    await question(terminal, 'Who may use the runner?', '--scope');
    await terminal.press('Enter');
    await question(terminal, 'get this runner? (comma-separated; none: every job)', '--tags');
    await terminal.type('aws, docker');
    await terminal.press('Enter');
    await question(terminal, 'Take jobs without tags too?', '--run-untagged');
    await terminal.press('Enter');
    await question(terminal, 'Which instance type for an executor?', '--instance-type');
    await terminal.press('Enter');
    await question(terminal, 'How many jobs at the same time?', '--concurrency');
    await terminal.type('many');
    await terminal.press('Enter');
    await terminal.until(/a whole number from 1 to 1000/);
    await terminal.press('BSpace', 'BSpace', 'BSpace', 'BSpace');
    await terminal.type('6');
    await terminal.press('Enter');
    await question(terminal, '(0: none, pay only for jobs)', '--idle');
    await terminal.press('Enter');
    await question(terminal, 'Create the stack glfr?', '--yes');
    const plan = await terminal.everything();
    expect(plan).toMatch(/^Plan: create the stack glfr in us-east-1, account \d{12}$/m);
    expect(plan).toMatch(/tags aws, docker; only jobs with its tags/);
    expect(plan).toMatch(/Concurrency +6$/m);
    expect(plan).toMatch(/Cost +about \$\d+\.\d\d a month for the manager/);
    await terminal.press('Enter');
    await terminal.until(/Stack glfr {2}\d+s[\s\S]+[█░]{10,} \d+ of 14 resources/);
    expect(await terminal.screen()).toContain('nothing real is touched');
    expect(await terminal.ended()).toBe(0);
    const all = await terminal.everything();
    expect(all).toMatch(
      /✔ glfr in us-east-1 is created \(.+\)\n +Manager +running, takes up to 6 jobs at a time/,
    );
    expect(all).toMatch(/What next\n {2}glfr logs .*--follow/);
    // The live part leaves no trace of itself.
    expect(all).not.toMatch(/█|░|waiting for/);
    expect(await terminal.isCursorVisible()).toBe(true);

    const again = await openTerminal(['init', '--sandbox'], wide, env);
    await question(again, 'The stack glfr exists. What now?', '--stack');
    expect(await again.screen()).toContain('Update it');
    await again.press('Down', 'Enter');
    await again.until(/Nothing was changed/);
    await again.ended();
  });

  it('Ctrl-C: at a question nothing is done, while the stack is made it goes on', async () => {
    const env = envOf('cancel', 10);
    const asking = await openTerminal(['init', '--sandbox'], wide, env);
    await question(asking, 'Which VPC should the runner live in?', '--vpc');
    await asking.press('C-c');
    expect(await asking.ended()).toBe(130);
    expect(await asking.everything()).toMatch(/^error: Interrupted; nothing .+$/m);
    expect(await asking.isCursorVisible()).toBe(true);
    expectCode(await glfr(['status', '--sandbox'], { env }), 3);

    const answers = [
      '--scope',
      'instance',
      '--instance-type',
      't3.large',
      '--concurrency',
      '4',
      '--idle',
      '0',
    ];
    const making = await openTerminal(['init', '--sandbox', '--yes', ...answers], wide, env);
    await making.until(/\d+ of 14 resources/);
    await making.press('C-c');
    expect(await making.ended()).toBe(130);
    const all = await making.everything();
    expect(all).toMatch(/^error: Interrupted\. The create of the stack glfr goes on in AWS\./m);
    expect(all).toMatch(/^try: glfr init/m);
    expect(all).not.toMatch(/[█░]{5}/);
    expect(await making.isCursorVisible()).toBe(true);

    const back = await openTerminal(['init', '--sandbox'], wide, envOf('cancel', 200));
    expect(await back.ended()).toBe(0);
    expect(await back.everything()).toMatch(/✔ glfr in us-east-1 is created/);
    expect(await asking.everything()).toMatch(/^try: glfr init/m);
  });
});

it('the wizard is whole in 40 columns', async () => {
  const terminal = await openTerminal(
    ['init', '--sandbox', '--tags', 'aws', '--run-untagged'],
    narrow,
    envOf('narrow'),
  );
  await question(terminal, 'Which VPC should the runner live in?', '--vpc');
  expect((await terminal.everything()).split('\n')[0]).toBe('sandbox · nothing real is touched');
  await terminal.press('Enter');
  await question(terminal, 'Which subnets?', '--subnet');
  expect(flat(await terminal.screen())).toMatch(/private,withNAT·\d+freeaddresses/);
  await terminal.press('Enter');
  await question(terminal, 'Where is your GitLab?', '--gitlab-url');
  await terminal.press('Enter');
  await question(terminal, 'Who may use the runner?', '--scope');
  await terminal.press('Enter');
  await question(terminal, 'Which instance type for an executor?', '--instance-type');
  await terminal.press('Enter');
  await question(terminal, 'How many jobs at the same time?', '--concurrency');
  await terminal.press('Enter');
  await question(terminal, '(0: none, pay only for jobs)', '--idle');
  await terminal.press('Enter');
  await question(terminal, 'Create the stack glfr?', '--yes');
  const plan = await terminal.everything();
  expect(plan).toMatch(/^Plan: create the stack glfr in$/m);
  await terminal.press('Enter');
  await terminal.until(/\d+ of 14/);
  expect(await terminal.ended()).toBe(0);
  const all = await terminal.everything();
  expect(flat(all)).toMatch(/✔glfrinus-east-1iscreated\(.+\)Managerrunning,takesupto4jobsatatime/);
  expect(all).toMatch(/^What next$/m);
  expect(all).not.toMatch(/█|░|waiting for/);
  // An address as wide as its column brings no empty line.
  expect(plan.slice(plan.indexOf('Plan: '), plan.indexOf('? Create')).trimEnd()).not.toMatch(/\n\s*\n/);
});

it('a token is typed unseen, its kind is checked, and GitLab refusing it asks again', async () => {
  const accessToken = 'glpat-loopbackaccess03';
  [moto, gitlab] = await Promise.all([startMoto(), startGitLab({ token: accessToken })]);
  const [subnet = ''] = (await moto.ec2('DescribeSubnets', {})).match(/subnet-[0-9a-f]{17}/) ?? [];
  const answers = [
    '--subnet',
    subnet,
    '--gitlab-url',
    gitlab.url,
    '--instance-type',
    't3.large',
    '--idle',
    '0',
  ];
  const terminal = await openTerminal(
    ['init', ...answers, '--concurrency', '2', '--no-wait'],
    wide,
    moto.env,
  );
  await question(terminal, 'Which VPC should the runner live in?', '--vpc');
  await terminal.press('Enter');
  const way = () =>
    question(terminal, 'How does the runner get its token?', 'GLFR_GITLAB_TOKEN or GLFR_RUNNER_TOKEN');
  await way();
  await terminal.press('Enter');
  const secret = () => question(terminal, 'personal_access_tokens)', 'GLFR_GITLAB_TOKEN');
  await secret();
  await terminal.type('glrt-wrongkindoftoken1');
  await terminal.press('Enter');
  await terminal.until(/runner's\s+authentication\s+token/);
  await terminal.press('C-u');
  await terminal.type('glpat-notthetokenatall');
  await terminal.press('Enter');
  await terminal.until(/does not accept the\s+access token/);
  await way();
  await terminal.press('Enter');
  await secret();
  await terminal.type(accessToken);
  await terminal.press('Enter');
  await question(terminal, 'Who may use the runner?', '--scope');
  await terminal.press('Enter');
  await question(terminal, 'get this runner? (comma-separated; none: every job)', '--tags');
  await terminal.press('Enter');
  await question(terminal, 'Create the stack glfr?', '--yes');
  await terminal.type('n');
  await terminal.press('Enter');
  await terminal.until(/Nothing was changed/);
  await terminal.ended();
  expect(await terminal.everything()).not.toMatch(/gl(rt|pat)-\w/);
  expect(gitlab.runners).toEqual([]);
});

it.each([wide, narrow])('no choice is torn within a word in $columns columns', async (size) => {
  const terminal = await openTerminal(['init', '--sandbox'], size, envOf(`torn-${size.columns}`));
  await question(terminal, 'Which VPC should the runner live in?', '--vpc');
  expect(await terminal.everything()).not.toMatch(/\bw\n *ith NAT|17\n *2\.31|10\.\n *0\.0/);
  await terminal.press('Enter');
  await question(terminal, 'Which subnets?', '--subnet');
  expect(await terminal.screen()).not.toMatch(/NA\n *T ·|production-\n/);
});
