import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/domain/wizard/question.ts';
import { createPrompter } from '../../src/ui/prompt/prompter.ts';
import { FakeTerminal } from './terminal.ts';

const vpc: Question = {
  kind: 'select',
  key: 'vpc',
  flag: '--vpc',
  message: 'Which VPC should the runner live in?',
  choices: [
    { value: 'vpc-1', label: 'vpc-1  main', hint: '10.0.0.0/16' },
    { value: 'vpc-2', label: 'vpc-2  \x1b[2Jevil', hint: '10.1.0.0/16' },
    { value: 'vpc-3', label: 'vpc-3', disabled: 'no subnets' },
  ],
};
const concurrency: Question = {
  kind: 'input',
  key: 'concurrency',
  flag: '--concurrency',
  message: 'How many jobs at the same time?',
  default: '4',
  problem: (text) => (/^\d+$/.test(text) ? undefined : 'a whole number'),
};
const token: Question = { kind: 'secret', key: 'token', message: 'Runner token?', problem: () => undefined };
const subnets: Question = {
  kind: 'checkbox',
  key: 'subnets',
  flag: '--subnet',
  message: 'Which subnets?',
  choices: ['subnet-a', 'subnet-b'].map((id) => ({ value: id, label: id })),
  defaults: ['subnet-a'],
};
const confirm: Question = { kind: 'confirm', key: 'confirm', message: 'Deploy this?', default: true };

const [enter, esc, down, ctrlC, ctrlD] = ['\r', '\x1b', '\x1b[B', '\x03', '\x04'];

/** A person at a keyboard: waits until the screen shows something, then types. */
function desk(interactive = true, columns = 80) {
  const stdin = new PassThrough();
  const stderr = new FakeTerminal(columns, 24);
  const interrupt = new AbortController();
  const released: string[] = [];
  const view = {
    release: async () => {
      released.push(stderr.text());
    },
  };
  const prompter = createPrompter({
    view,
    interactive,
    stdin,
    stderr,
    signal: interrupt.signal,
    colour: false,
  });
  const shows = async (text: string): Promise<void> => {
    while (!stderr.text().includes(text)) await new Promise((resolve) => setImmediate(resolve));
  };
  const type = async (after: string, keys: string): Promise<void> => {
    await shows(after);
    stdin.write(keys);
  };
  return { prompter, stdin, stderr, interrupt, released, shows, type };
}

describe('prompter', () => {
  it('asks on stderr, with the flag beside the question, after the view let go', async () => {
    const { prompter, stderr, type, released } = desk();
    const answer = prompter.ask(vpc);
    await type('Which VPC should the runner live in? (--vpc)', down + enter);
    expect(await answer).toEqual({ kind: 'value', value: 'vpc-2' });
    expect(released).toEqual(['']);
    expect(stderr.text()).toContain('vpc-2  evil');
    expect(stderr.raw).not.toContain('\x1b[2J');
  });

  it('asks again until an input has no problem', async () => {
    const { prompter, shows, type } = desk();
    const answer = prompter.ask(concurrency);
    await type('(4)', `many${enter}`);
    await shows('a whole number');
    await type('a whole number', `\x7f\x7f\x7f\x7f8${enter}`);
    expect(await answer).toEqual({ kind: 'value', value: '8' });
  });

  it('never shows a secret', async () => {
    const { prompter, stderr, type } = desk();
    const answer = prompter.ask(token);
    await type('Runner token?', `glrt-abc${enter}`);
    expect(await answer).toEqual({ kind: 'value', value: 'glrt-abc' });
    expect(stderr.raw).not.toContain('glrt');
  });

  it('takes several answers, and yes or no', async () => {
    const { prompter, type } = desk();
    const several = prompter.ask(subnets);
    await type('(--subnet)', `${down} ${enter}`);
    expect(await several).toEqual({ kind: 'value', value: ['subnet-a', 'subnet-b'] });
    const yes = prompter.ask(confirm);
    await type('Deploy this?', `n${enter}`);
    expect(await yes).toEqual({ kind: 'value', value: false });
  });

  it('goes back on Escape, and leaves nothing of the question', async () => {
    const { prompter, stderr, type } = desk();
    const first = prompter.ask(confirm);
    await type('Deploy this?', enter);
    await first;
    const second = prompter.ask(concurrency);
    await type('(--concurrency, esc goes back)', esc);
    expect(await second).toEqual({ kind: 'back' });
    expect(stderr.text()).toBe('✔ Deploy this? Yes');
  });

  it.each([true, false])(
    'Escape says no to a change, also where Enter would mean %s, and the answer stays',
    async (usual) => {
      const { prompter, stderr, type } = desk();
      const answer = prompter.ask({ ...confirm, flag: '--yes', default: usual });
      await type(`Deploy this? (--yes, esc means no) ${usual ? '(Y/n)' : '(y/N)'}`, esc);
      expect(await answer).toEqual({ kind: 'value', value: false });
      expect(stderr.text()).toBe('✔ Deploy this? No');
      expect(stderr.cursorVisible).toBe(true);
    },
  );

  it('is wrapped between words', async () => {
    const { prompter, stderr, type } = desk(true, 40);
    const message =
      'Destroy the stack glfr, 5 executors with their jobs and its runner? This cannot be taken back.';
    const question: Question = { ...confirm, flag: '--yes', default: false, message };
    const first = prompter.ask(question);
    await type('(y/N)', `maybe${enter}`);
    await type('alone means', '');
    expect(`\n${stderr.text()}`).toMatchInlineSnapshot(`
      "
      ? Destroy the stack glfr, 5 executors
        with their jobs and its runner? This
        cannot be taken back. (--yes, esc
        means no) (y/N)
      > Type y for yes or n for no; Enter
        alone means no."
    `);
    await type('alone means', `n${enter}`);
    await first;
    expect(`\n${stderr.text()}`).toMatchInlineSnapshot(`
      "
      ✔ Destroy the stack glfr, 5 executors
        with their jobs and its runner? This
        cannot be taken back. No"
    `);
    const second = prompter.ask({ ...question, canGoBack: false });
    await type('means no)', esc);
    await second;
    const [one, other] = stderr.text().split('✔').slice(1);
    expect(other?.trimEnd()).toBe(one?.trimEnd());
  });

  it('Escape says no to no setting', async () => {
    const { prompter, stderr, type } = desk();
    const answer = prompter.ask({ ...confirm, key: 'runUntagged' });
    await type('Deploy this?', esc);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await type('Deploy this?', enter);
    expect(await answer).toEqual({ kind: 'value', value: true });
    expect(stderr.text()).not.toContain('esc');
  });

  it('what is neither yes nor no is taken away, and the person told what is', async () => {
    const { prompter, stderr, type } = desk();
    const answer = prompter.ask({ ...confirm, default: false });
    const told = 'Type y for yes or n for no; Enter alone means no.';
    await type('(y/N)', `maybe${enter}`);
    await type(told, '');
    expect(stderr.text()).toBe(`? Deploy this? (esc means no) (y/N)\n> ${told}`);
    await type(told, `y${enter}`);
    expect(await answer).toEqual({ kind: 'value', value: true });
    expect(stderr.text()).toBe('✔ Deploy this? Yes');
  });

  it.each([
    ['', true],
    ['YES', true],
    ['n', false],
    ['no', false],
    // Backspace takes inquirer's default away; Enter means it all the same.
    ['\x7f', true],
  ])('takes %j for what it is', async (typed, value) => {
    const { prompter, type } = desk();
    const answer = prompter.ask(confirm);
    await type('(Y/n)', typed + enter);
    expect(await answer).toEqual({ kind: 'value', value });
  });

  it('ignores Escape where there is nothing to go back to', async () => {
    const { prompter, stderr, type } = desk();
    const answer = prompter.ask(concurrency);
    await type('(--concurrency)', esc);
    // Only once its timeout is over is Escape not the beginning of another key.
    await new Promise((resolve) => setTimeout(resolve, 150));
    await type('(--concurrency)', enter);
    expect(await answer).toEqual({ kind: 'value', value: '4' });
    expect(stderr.text()).not.toContain('esc');
  });

  it.each([
    ['Ctrl-C', (at: ReturnType<typeof desk>) => at.stdin.write(ctrlC)],
    ['Ctrl-D', (at: ReturnType<typeof desk>) => at.stdin.write(ctrlD)],
    ['the end of the input', (at: ReturnType<typeof desk>) => at.stdin.end()],
    ['an interrupt from outside', (at: ReturnType<typeof desk>) => at.interrupt.abort()],
  ])('is interrupted by %s', async (_name, interrupt) => {
    const at = desk();
    const answer = at.prompter.ask(vpc);
    answer.catch(() => {});
    await at.shows('Which VPC');
    interrupt(at);
    await expect(answer).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(at.stderr.cursorVisible).toBe(true);
  });

  it('names the flag where nobody can be asked', async () => {
    const { prompter, stderr } = desk(false);
    const answer = prompter.ask(vpc);
    await expect(answer).rejects.toMatchObject({ code: 'input.needed', exitCode: 2 });
    await expect(answer).rejects.toMatchObject({
      suggestions: [expect.stringContaining('--vpc'), expect.anything()],
    });
    expect(stderr.raw).toBe('');
  });
});
