import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/domain/doctor/check.ts';
import type { DoctorResult } from '../../src/domain/result/doctor.ts';
import { DoctorProgress } from '../../src/ui/doctor-progress.ts';
import { doctorLines } from '../../src/ui/results/doctor.ts';

const checks: Check[] = [
  { id: 'credentials', group: 'account', state: 'ok', text: 'me of account 1, in eu-central-1' },
  {
    ...{ id: 'permissions', group: 'account', state: 'skip' },
    ...{ text: 'IAM was not asked what these credentials may do', fix: 'glfr export policy' },
  },
  { id: 'status', group: 'stack', state: 'ok', text: 'ci is UPDATE_COMPLETE\x1b[2J' },
  {
    ...{ id: 'log-driver', group: 'manager', state: 'ng', fix: 'glfr deploy' },
    text: 'the mode is non-blocking: under load lines are lost, and with them jobs',
  },
  {
    ...{ id: 'runner', group: 'gitlab', state: 'ng' },
    ...{
      text: 'runner #41 is paused',
      fix: 'ask whoever paused it, or look into the audit log of the project',
    },
  },
];
const sick: DoctorResult = { healthy: false, checks };
const fit: DoctorResult = { healthy: true, checks: checks.filter(({ state }) => state !== 'ng') };
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const frame = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

describe('the tree of doctor', () => {
  it('what is wrong first, at 80 columns', () => {
    expect(frame(doctorLines(sick, terminal(80)))).toMatchInlineSnapshot(`
      "
      ! 2 NG, 2 OK, 1 SKIP
        ✖ manager log-driver: the mode is non-blocking: under load lines are lost, and
          with them jobs
          try: glfr deploy
        ✖ gitlab runner: runner #41 is paused
          try: ask whoever paused it, or look into the audit log of the project

      account
      ├─ OK   credentials: me of account 1, in eu-central-1
      └─ SKIP permissions: IAM was not asked what these credentials may do
              try: glfr export policy

      stack
      └─ OK   status: ci is UPDATE_COMPLETE

      network

      manager
      └─ NG   log-driver: the mode is non-blocking: under load lines are lost, and
              with them jobs

      gitlab
      └─ NG   runner: runner #41 is paused

      executors"
    `);
  });

  it('at 40 columns', () => {
    const lines = doctorLines(sick, terminal(40));
    expect(frame(lines)).toMatchInlineSnapshot(`
      "
      ! 2 NG, 2 OK, 1 SKIP
        ✖ manager log-driver: the mode is
          non-blocking: under load lines are
          lost, and with them jobs
          try: glfr deploy
        ✖ gitlab runner: runner #41 is paused
          try: ask whoever paused it, or look
               into the audit log of the
               project

      account
      ├─ OK   credentials: me of account 1, in
      │       eu-central-1
      └─ SKIP permissions: IAM was not asked
              what these credentials may do
              try: glfr export policy

      stack
      └─ OK   status: ci is UPDATE_COMPLETE

      network

      manager
      └─ NG   log-driver: the mode is
              non-blocking: under load lines
              are lost, and with them jobs

      gitlab
      └─ NG   runner: runner #41 is paused

      executors"
    `);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(40);
  });

  it('nothing wrong', () => {
    expect(doctorLines(fit, terminal(80))[0]).toBe('✔ nothing found wrong: 2 OK, 1 SKIP');
  });

  it('in a pipe one check a line, with its fix, and nothing that steers a terminal', () => {
    const lines = doctorLines(sick);
    expect(lines).toHaveLength(checks.length);
    expect(lines[1]?.split('\t')).toEqual([
      ...['SKIP', 'account', 'permissions', checks[1]?.text, 'glfr export policy'],
    ]);
    expect(lines[2]).toBe('OK\tstack\tstatus\tci is UPDATE_COMPLETE\t');
  });

  it('in colour the labels are', () => {
    const [first = ''] = doctorLines(sick, { ...terminal(80), colour: true });
    expect(first).toContain('\x1b[');
  });
});

describe('the progress of doctor', () => {
  const run = async (isTty: boolean, waitMs: number) => {
    let said = '';
    const stderr = new Writable({
      write(chunk, _encoding, done) {
        said += String(chunk);
        done();
      },
    });
    const progress = new DoctorProgress({ stderr, isTty, columns: 60, patienceMs: 20 });
    progress.handle({ type: 'facts.read', done: 1, of: 3, open: ['stack', 'tasks'] });
    await pause(waitMs);
    progress.handle({ type: 'facts.read', done: 2, of: 3, open: ['tasks'] });
    progress.end();
    return said;
  };

  it('says nothing when it is quick', async () => {
    expect(await run(true, 0)).toBe('');
    expect(await run(false, 0)).toBe('');
  });

  it('is one line that is written over on a terminal, and is gone in the end', async () => {
    const said = await run(true, 60);
    expect(said.split('\r\x1b[K')).toEqual([
      ...['', '… looking at AWS and GitLab: 1 of 3 answers, waiting for'],
      ...['… looking at AWS and GitLab: 2 of 3 answers, waiting for', ''],
    ]);
  });

  it('is a line in a pipe', async () => {
    expect(await run(false, 60)).toBe(
      '… looking at AWS and GitLab: 1 of 3 answers, waiting for stack, tasks\n',
    );
  });
});
