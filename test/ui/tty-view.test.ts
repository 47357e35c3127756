import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createView } from '../../src/ui/view.ts';
import { at, done, failed, plan, type Recorded, underWay } from './recording.ts';
import { FakeTerminal } from './terminal.ts';

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});
afterAll(() => void vi.unstubAllEnvs());

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g;

/** Time for ink to draw; no test depends on how much. */
const drawn = () => new Promise((resolve) => setTimeout(resolve, 40));

async function open(columns: number, rows: number, sandbox = false) {
  const terminal = new FakeTerminal(columns, rows);
  const stdout = new FakeTerminal(columns, rows);
  let now = at(0);
  const options = { columns, rows, colour: false, sandbox, now: () => now };
  const view = await createView({ mode: 'tty', stdout, stderr: terminal, ...options });
  const play = async (events: readonly Recorded[]): Promise<void> => {
    for (const [index, [second, event]] of events.entries()) {
      now = at(second);
      view.handle(event);
      if (index % 4 === 0) await drawn();
    }
  };
  const shows = async (text: string): Promise<void> => {
    while (!terminal.text().includes(text)) await drawn();
  };
  return { terminal, stdout, view, play, shows };
}

describe('terminal view', () => {
  it('leaves what is finished, takes the live part away and gives the cursor back', async () => {
    const { terminal, stdout, view, play, shows } = await open(80, 24, true);
    await play(underWay);
    await shows('3 of 8 resources');
    expect(terminal.cursorVisible).toBe(false);
    await play(done.slice(underWay.length));
    await view.release();
    expect(`\n${terminal.text()}`).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ✔ 2 VPCs and 6 subnets in eu-central-1 (2s)
        account 123456789012 in eu-central-1, as arn:aws:iam::123456789012:user/ada
      ✔ Runner created (1s)
      ✔ Stack glfr created (48s)
      ✔ Manager runs (16s)"
    `);
    expect(terminal.cursorVisible).toBe(true);
    expect(stdout.raw).toBe('');
  });

  it.each([
    [80, 6],
    [40, 8],
    [120, 24],
  ])('never outgrows %i columns × %i rows: nothing live is left behind', async (columns, rows) => {
    const { terminal, view, play } = await open(columns, rows);
    await play(failed);
    await view.release();
    expect(terminal.text()).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏█░]|waiting for|log of the manager/);
    expect(terminal.text()).toContain('✖ The stack could not be created (1m05s)');
    expect(terminal.text().match(/Runner created/g)).toHaveLength(1);
  });

  it('frees the terminal for a question and goes on below it', async () => {
    const { terminal, view, play, shows } = await open(80, 24, true);
    await play(underWay.slice(0, 4));
    await view.release();
    terminal.write('? Which VPC?\n');
    await play([[3, { type: 'phase.started', phase: 'gitlab', text: 'Reaching GitLab' }]]);
    await shows('Reaching GitLab');
    expect(`\n${terminal.text().replaceAll(spinner, '⠋')}`).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ✔ 2 VPCs and 6 subnets in eu-central-1 (2s)
        account 123456789012 in eu-central-1, as arn:aws:iam::123456789012:user/ada
      ? Which VPC?
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ⠋ Reaching GitLab  0s"
    `);
    await view.release();
    expect(terminal.text()).toMatch(/\? Which VPC\?\n… Reaching GitLab$/);
  });

  it('writes a long command so that it can be copied, on several lines', async () => {
    const { terminal, view, play } = await open(40, 24);
    const next = 'aws ec2 create-route --route-table-id rtb-0a1b2c3d --destination-cidr-block 0.0.0.0/0';
    await play([...underWay.slice(0, 1), [1, { type: 'notice', level: 'warning', text: 'No route.', next }]]);
    await view.release();
    expect(terminal.raw.replace(/ \\\n +/g, ' ')).toContain(`  try: ${next}\n`);
  });

  it('leaves out what the command prints itself', async () => {
    const terminal = new FakeTerminal(80, 24);
    const options = { columns: 80, rows: 24, colour: false, sandbox: false, now: () => at(0) };
    const omit = ['plan.made'] as const;
    const view = await createView({ mode: 'tty', stdout: terminal, stderr: terminal, ...options, omit });
    view.handle({ type: 'plan.made', plan });
    await view.release();
    expect(terminal.raw).toBe('');
  });
});
