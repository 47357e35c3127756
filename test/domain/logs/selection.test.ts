import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../../../src/domain/logs/log-event.ts';
import { Selection, type Wanted } from '../../../src/domain/logs/selection.ts';

const event = (message: object | string, index = 0): LogEvent => ({
  ...{ id: `e${index}`, time: index, ingestedAt: index, stream: 's' },
  message: typeof message === 'string' ? message : JSON.stringify(message),
});
const info = (msg: string, fields: object = {}) => ({ level: 'info', msg, ...fields });

const choose = (wanted: Partial<Wanted>, messages: readonly (object | string)[]) => {
  const selection = new Selection({ noise: true, context: 0, ...wanted });
  const shown = selection.take(messages.map(event));
  return { shown: shown.map(({ event: { time } }) => time), selection };
};

/** A job's life with docker-autoscaler; only the dialling names job and instance. */
const life = [
  info('Checking for jobs... received', { job: 7, repo_url: 'https://gitlab.example.com/acme/docs.git' }),
  info('Added job to processing list', { job: 7, project: 3, project_full_path: 'acme/docs' }),
  info('instance is ready', { subsystem: 'taskscaler', instance: 'i-07' }),
  info('Dialing instance', { job: 7, 'instance-id': 'i-07', project: 3 }),
  info('Dialing instance', { job: 8, 'instance-id': 'i-08', project: 4, project_full_path: 'acme-two/x' }),
  info('Job succeeded', { job: 8, name: 'ip-10-0-0-1' }),
  { level: 'error', msg: 'instance unexpectedly removed', instance: 'i-07' },
  { level: 'warning', msg: 'Job failed: canceled', job: 7 },
  info('decreasing instances', { subsystem: 'taskscaler', instances: ['i-09', 'i-08'] }),
  'panic: runtime error',
];

describe('what a line is about', () => {
  test.each<[Partial<Wanted>, number[]]>([
    [{ job: 7 }, [0, 1, 3, 6, 7]],
    [{ job: 8 }, [4, 5]],
    [{ job: 9 }, []],
    [{ executor: 'i-07' }, [2, 3, 6, 7]],
    [{ executor: 'i-08' }, [4, 5, 8]],
    [{ executor: 'i-0' }, [2, 3, 4, 5, 6, 7, 8]],
    [{ project: 'acme/docs' }, [0, 1, 3, 6, 7]],
    [{ project: 'acme' }, [0, 1, 3, 6, 7]],
    [{ project: '4' }, [4, 5]],
    [{ job: 7, level: 'warning' }, [6, 7]],
  ])('%j', (wanted, expected) => {
    expect(choose(wanted, life).shown).toEqual(expected);
  });

  test('docker-machine: a machine by its name, a manager’s host is none', () => {
    const name = 'runner-abc-docker-1700000000-0a1b2c3d';
    const lines = [
      info('Machine created', { name, duration: 1 }),
      info('Starting docker-machine build...', { name, job: 5 }),
      info('Job succeeded', { name: 'ip-10-0-0-1', job: 6 }),
      { level: 'warning', msg: 'Requesting machine removal', name },
    ];
    expect(choose({ executor: name.slice(0, 12) }, lines).shown).toEqual([0, 1, 3]);
    expect(choose({ job: 5 }, lines).shown).toEqual([1, 3]);
  });
});

test('levels: at least as grave, and a line without one is never hidden', () => {
  const lines = ['debug', 'info', 'warning', 'error', 'fatal', 'panic', 'notice'].map((level) => ({
    ...{ level, msg: 'x' },
  }));
  expect(choose({ level: 'warning' }, [...lines, 'text']).shown).toEqual([2, 3, 4, 5, 6, 7]);
});

test('routine lines are left out and counted; a warning of the same words is none', () => {
  const lines = [
    info('Appending trace to coordinator...ok', { job: 1 }),
    info('Updating job...', { job: 1 }),
    info(''),
    '',
    info('required scaling change'),
    { level: 'warning', msg: 'Updating job...' },
    info('Job succeeded'),
  ];
  const { shown, selection } = choose({ noise: false }, lines);
  expect(shown).toEqual([5, 6]);
  expect(selection.hidden).toBe(5);
});

test('a forged field in a text is no field', () => {
  const forged = [
    info('Job failed: job=7 level=error', { error: '{"job":7}' }),
    '{"level":"error","msg":"cut in the middle","job":7',
    'job=7',
  ];
  expect(choose({ job: 7 }, forged).shown).toEqual([]);
});

/** As a person would do it with all lines before them. */
function grep(lines: readonly boolean[], context: number): number[] {
  return lines.flatMap((_, at) =>
    lines.some((match, other) => match && Math.abs(other - at) <= context) ? [at] : [],
  );
}

test('context is what grep -C shows, however the lines are dealt out', () => {
  const dealt = fc.array(fc.array(fc.boolean(), { maxLength: 9 }), { maxLength: 6 });
  fc.assert(
    fc.property(dealt, fc.nat(4), (pages, context) => {
      const selection = new Selection({
        ...{ noise: true, context },
        matches: (lines) => lines.map(({ event: { message } }) => message === 'true'),
      });
      const all = pages.flat();
      const events = all.map((match, index) => event(String(match), index));
      let at = 0;
      const shown = pages.flatMap((page) => {
        const some = events.slice(at, at + page.length);
        at += page.length;
        return selection.take(some);
      });
      const expected = grep(all, context);
      expect(shown.map(({ event: { time } }) => time)).toEqual(expected);
      // A gap is where the numbers jump.
      const jumps = expected.flatMap((line, index) =>
        index > 0 && context > 0 && line !== (expected[index - 1] ?? 0) + 1 ? [line] : [],
      );
      expect(shown.filter(({ gap }) => gap).map(({ event: { time } }) => time)).toEqual(jumps);
    }),
    { numRuns: 2000 },
  );
});
