import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it as test } from 'vitest';
import { outside } from '../outside.ts';
import { closeGlfr, expectCode, glfr, place } from './glfr.ts';
import { closeTerminals, openTerminal, type Terminal } from './terminal.ts';

const it = outside('tmux') ? test : test.skip;
const env = {
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: join(place, 'state-watch') },
  ...{ GLFR_SANDBOX_SEED: 'watch', GLFR_SANDBOX_SPEED: '60' },
};
beforeAll(async () => void expectCode(await glfr(['init', '--yes'], { env }), 0));
afterAll(async () => {
  await closeTerminals();
  await closeGlfr();
});

/** Waits until the screen, and not what has scrolled off it, shows this. */
async function shows(terminal: Terminal, pattern: RegExp): Promise<string> {
  for (const deadline = Date.now() + 30_000; ; await pause(50)) {
    const screen = await terminal.screen();
    if (pattern.test(screen)) return screen;
    if (Date.now() > deadline) throw new Error(`the screen never showed ${pattern}:\n${screen}`);
  }
}

it.each([
  ['status', 80, 24, /^✔ glfr in us-east-1: all is well$/m],
  ['status', 40, 12, /^✔ glfr in us-east-1: all is well$/m],
  ['jobs', 80, 12, /^ID +STATE/m],
])(
  '%s --watch at %i × %i stays in its place, and leaves its last frame',
  async (command, columns, rows, head) => {
    const terminal = await openTerminal([command, '--watch'], { columns, rows }, env);
    const first = await shows(terminal, head);
    expect(first.split('\n').length).toBeLessThan(rows);
    for (const line of first.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    // It is drawn again, on the same screen.
    for (let screen = first; screen === first; await pause(100)) screen = await terminal.screen();
    expect((await terminal.screen()).match(head)).toHaveLength(1);
    await terminal.press('C-c');
    expect(await terminal.ended()).toBe(0);
    const left = await terminal.everything();
    expect(left).toMatch(/^sandbox · /);
    expect(left.match(new RegExp(head.source, 'gm'))).toHaveLength(1);
    expect(await terminal.isCursorVisible()).toBe(true);
  },
);

it('status --watch that is longer than the screen scrolls by keys, and q ends it', async () => {
  const terminal = await openTerminal(['status', '--watch'], { columns: 40, rows: 12 }, env);
  await shows(terminal, /q ends; lines 1-10 of \d+, ↑↓/);
  await terminal.press('Down', 'Down');
  await shows(terminal, /q ends; lines 3-12 of \d+, ↑↓/);
  await terminal.press('G');
  const end = await shows(terminal, /^What next\n(?: {2}glfr .*\n)+[\d:]+ {2}q ends; lines/m);
  expect(end).not.toMatch(/all is well/);
  await terminal.press('q');
  expect(await terminal.ended()).toBe(0);
  expect(await terminal.everything()).toMatch(/^✔ glfr in us-east-1[\s\S]*\nWhat next\n/m);
  expect(await terminal.everything()).not.toMatch(/q ends/);
});

it('a list that leaves columns out on a narrow terminal says so below', async () => {
  for (const command of ['jobs', 'ls']) {
    const terminal = await openTerminal([command], { columns: 40, rows: 24 }, env);
    expect(await terminal.ended()).toBe(0);
    expect(await terminal.everything()).toMatch(/\n\d columns more in a wider terminal, or\n {2}--json$/);
  }
  const { stdout, stderr } = await glfr(['ls'], { env });
  expect(stdout + stderr).not.toMatch(/wider/);
});
