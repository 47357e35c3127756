import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/ui/fold.ts';
import { createPaint } from '../../src/ui/paint.ts';
import { showLines } from '../../src/ui/results/executor-show.ts';
import { pairLines } from '../../src/ui/results/pairs.ts';
import { hang } from '../../src/ui/wrap.ts';

const block = (lines: readonly string[]) => `\n${lines.join('\n')}`;

describe('a command that has no room', () => {
  const command = `glfr export policy "executors ls" --stack 'a b' --region eu-central-1 --profile work`;

  it('goes on after a backslash, and what is said of it stands below', () => {
    expect(block(hang('try: ', `${command} (for all of them)`, 40))).toMatchInlineSnapshot(`
      "
      try: glfr export policy "executors ls" \\
           --stack 'a b' --region \\
           eu-central-1 --profile work
           (for all of them)"
    `);
    expect(hang('try: ', command, 120)).toEqual([`try: ${command}`]);
    expect(hang('try: ', command, Number.POSITIVE_INFINITY)).toEqual([`try: ${command}`]);
  });

  it.each([20, 40, 60])('is at %i columns the same to a shell', (columns) => {
    const [, ...words] = ['glfr', 'export', 'policy', 'executors ls', '--stack', 'a b'];
    const typed = hang('', command, columns).join('\n').replace('glfr', "printf '%s\\n'");
    expect(execFileSync('sh', ['-c', typed], { encoding: 'utf8' }).split('\n').slice(0, 5)).toEqual(words);
  });

  it('never breaks a word', () => {
    const address = 'https://gitlab.example.com/a-long-group/a-long-project/-/jobs/4711';
    expect(hang('try: ', `glfr why ${address}`, 40)).toEqual(['try: glfr why \\', `     ${address}`]);
    expect(hang('try: ', `look at ${address}`, 40)).toEqual(['try: look at', `     ${address}`]);
    // A quote that does not end is no command a shell would take.
    expect(hang('try: ', `glfr why "${address} or less`, 40)).toHaveLength(1);
  });
});

describe('text that stays in its column', () => {
  it('breaks a longer word after a mark, or where the column ends', () => {
    const text = 'runner 41 in https://gitlab.sandbox.example/group, online';
    expect(block(fold(text, 24, '  '))).toMatchInlineSnapshot(`
      "
      runner 41 in
        https://gitlab.
        sandbox.example/group,
        online"
    `);
    expect(fold('x'.repeat(25), 10, '  ')).toEqual([
      'x'.repeat(10),
      `  ${'x'.repeat(8)}`,
      `  ${'x'.repeat(7)}`,
    ]);
    expect(fold('\x1b[2mabcdefgh\x1b[22m', 5)).toEqual(['\x1b[2mabcde', 'fgh\x1b[22m']);
    expect(fold('abc', -3)).toEqual(['a', 'b', 'c']);
  });

  it('beside a label', () => {
    const pairs = [
      ['Runner', 'runner 41 in https://gitlab.sandbox.example, online, last contact 3s ago'],
      ['Executors', '4: 4 booting'],
    ] as const;
    const lines = pairLines(pairs, { columns: 40, paint: createPaint(false) });
    expect(block(lines)).toMatchInlineSnapshot(`
      "
        Runner     runner 41 in
                   https://gitlab.sandbox.
                   example, online, last
                   contact 3s ago
        Executors  4: 4 booting"
    `);
  });

  it('in all that is known of an executor', () => {
    const time = Date.UTC(2026, 2, 1, 12);
    const message = JSON.stringify({
      ...{ level: 'error', msg: 'pull registry.example.com/group/project/image:latest failed' },
      ...{ job: 4711, project_full_path: 'a-group-with-a-long-name/another/project' },
    });
    const lines = showLines(
      {
        ...{ id: 'i-0123456789abcdef0', stackName: 'glfr', lacking: [], next: ['glfr executors ls'] },
        timeline: [{ what: 'job-started', time, job: 4711, project: 'a-group-with-a-long-name/a/project' }],
        log: [{ id: 'e', time, ingestedAt: time, stream: 's', message }],
        console: { lines: ['[    0.000000] Command line: BOOT_IMAGE=(hd0,gpt1)/boot/vmlinuz-6.1.0'] },
      } as unknown as Parameters<typeof showLines>[0],
      { isTty: true, columns: 40, colour: false },
      { now: time, mostLog: 9 },
    );
    const zoned = lines.map((line) => line.replace(/\d\d:00:00/, 'hh:mm:ss'));
    expect(block(zoned)).toMatchInlineSnapshot(`
      "
      ! i-0123456789abcdef0 of glfr: gone from
        EC2, and still in the log

      Timeline
        hh:mm:ss      +0s  job 4711 of
                           a-group-with-a-
                           long-name/a/project
                           started here

      Log
        hh:mm:ss  error: pull
                  registry.example.com/group/
                  project/image:latest failed
                  job 4711
                  a-group-with-a-long-name/
                  another/project

      Console
        [    0.000000] Command line:
          BOOT_IMAGE=(hd0,gpt1)/boot/vmlinuz-
          6.1.0

      What next
        glfr executors ls"
    `);
  });
});
