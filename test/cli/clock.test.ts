import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock, wallTime } from '../../src/cli/clock.ts';
import { retypeFor } from '../../src/cli/retype.ts';

afterEach(() => vi.useRealTimers());

describe('the clock', () => {
  it('follows AWS where this machine is wrong, and itself where the two agree', () => {
    vi.useFakeTimers({ now: 1_000_000_000 });
    const wall = wallTime();
    wall.correct(1_000_002_000);
    expect(wall.now()).toBe(1_000_000_000);
    wall.correct(1_000_000_000 - 600_000);
    expect(wall.now()).toBe(1_000_000_000 - 600_000);
    vi.advanceTimersByTime(1000);
    expect(wall.now()).toBe(1_000_001_000 - 600_000);
  });

  it('wakes with "interrupted" when the user presses Ctrl-C', async () => {
    const interrupt = new AbortController();
    const sleeping = createClock(interrupt.signal, wallTime()).sleep(3_600_000);
    interrupt.abort();
    await expect(sleeping).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  });
});

describe('a suggested command', () => {
  const retype = (argv: string[], env = {}) =>
    retypeFor({ sandbox: true, region: 'eu-west-1', profile: 'ops' }, argv, env);

  it('carries the flags that were typed, and not what the environment says', () => {
    const text = 'glfr destroy --stack glfr (clears it away), then glfr init';
    expect(retype(['--sandbox'])(text)).toBe(
      'glfr destroy --sandbox --stack glfr (clears it away), then glfr init --sandbox',
    );
    expect(retype(['--region=eu-west-1', '--profile', 'ops'])('glfr executors ls')).toBe(
      'glfr executors ls --region eu-west-1 --profile ops',
    );
    expect(retype([])(text)).toBe(text);
  });

  it('begins as glfr was begun, and leaves other words alone', () => {
    expect(retype([], { npm_command: 'exec' })('glfr status')).toBe('npx glfr status');
    expect(retype(['--sandbox'])('aws sso login')).toBe('aws sso login');
    expect(retype(['--sandbox'])("the stack isn't glfr's")).toBe("the stack isn't glfr's");
  });
});
