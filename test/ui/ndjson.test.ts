import { afterEach, describe, expect, it, vi } from 'vitest';
import { GlfrError } from '../../src/domain/error.ts';
import { errorLine, resultLine } from '../../src/ui/ndjson.ts';
import { createView } from '../../src/ui/view.ts';
import { at, failed, logEvent, plan, type Recorded } from './recording.ts';
import { FakeTerminal } from './terminal.ts';

async function lines(events: readonly Recorded[]): Promise<Record<string, unknown>[]> {
  const stdout = new FakeTerminal(80, 24);
  const stderr = new FakeTerminal(80, 24);
  let now = at(0);
  const options = { columns: 80, rows: 24, colour: true, sandbox: true, now: () => now };
  const view = await createView({ mode: 'ndjson', stdout, stderr, ...options });
  for (const [second, event] of events) {
    now = at(second);
    view.handle(event);
  }
  await view.release();
  expect(stderr.raw).toBe('');
  expect(stdout.raw).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  return stdout.raw
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

afterEach(() => vi.useRealTimers());

describe('NDJSON', () => {
  it('prints each event on a line of its own, with its type and time first', async () => {
    const parsed = await lines(failed);
    expect(parsed.map(({ type }) => type)).toEqual(failed.map(([, { type }]) => type));
    expect(parsed[0]).toEqual({
      type: 'phase.started',
      time: '2026-03-01T12:00:00.000Z',
      phase: 'discover',
      text: 'Looking at your AWS account',
    });
    expect(Object.keys(parsed[0] ?? {}).slice(0, 2)).toEqual(['type', 'time']);
  });

  it('writes every time as ISO 8601', async () => {
    const [line] = await lines([[9, logEvent(8, 'text')]]);
    expect(line).toMatchObject({
      time: '2026-03-01T12:00:09.000Z',
      event: { time: '2026-03-01T12:00:08.000Z', ingestedAt: '2026-03-01T12:00:09.000Z' },
    });
  });

  it('lets neither a secret nor an 8-bit control out', async () => {
    const [planned, log] = await lines([
      [0, { type: 'plan.made', plan }],
      [1, logEvent(1, 'verified glrt-abcdefghijklmnop \u009b2J')],
    ]);
    expect(JSON.stringify(planned)).not.toContain('GR1348941');
    expect(JSON.stringify(log)).not.toContain('glrt-');
    expect(log).toMatchObject({ event: { message: 'verified [redacted] \u009b2J' } });
  });

  it('ends with the result or with the error', () => {
    expect(JSON.parse(resultLine({ stackName: 'glfr' }))).toEqual({ type: 'result', stackName: 'glfr' });
    const error = new GlfrError({ code: 'a.b', message: 'No.', suggestions: ['glfr init'], exitCode: 3 });
    expect(JSON.parse(errorLine(error))).toEqual({
      ...{ type: 'error', code: 'a.b', message: 'No.', suggestions: ['glfr init'], exitCode: 3 },
    });
  });

  it('shows that it lives while a phase runs and nothing happens', async () => {
    vi.useFakeTimers();
    const stdout = new FakeTerminal(80, 24);
    const options = { columns: 80, rows: 24, colour: false, sandbox: false, now: () => at(0) };
    const view = await createView({ mode: 'ndjson', stdout, stderr: new FakeTerminal(80, 24), ...options });
    const types = () => stdout.raw.match(/"type":"[\w.]+"/g)?.length ?? 0;
    view.handle({ type: 'phase.started', phase: 'stack', text: 'Stack glfr' });
    vi.advanceTimersByTime(60_000);
    expect(stdout.raw.match(/"type":"waiting".+"text":"Stack glfr"/g)).toHaveLength(2);
    view.handle({ type: 'phase.ended', phase: 'stack', text: 'Stack glfr', outcome: 'done' });
    const said = types();
    vi.advanceTimersByTime(60_000);
    expect(types()).toBe(said);
    view.handle({ type: 'phase.started', phase: 'stack', text: 'Stack glfr' });
    await view.release();
    vi.advanceTimersByTime(60_000);
    expect(types()).toBe(said + 1);
  });
});
