import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock, wallTime } from '../../src/cli/clock.ts';
import { retypeFor } from '../../src/cli/retype.ts';
import { again, againWithout, typedCommand } from '../../src/domain/typed-command.ts';

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
  const known: Record<string, { type: 'option' | 'boolean'; char?: string }> = {
    stack: { type: 'option' },
    since: { type: 'option', char: 's' },
    watch: { type: 'boolean', char: 'w' },
  };
  const retype = (argv: string[], env = {}) =>
    retypeFor(
      { sandbox: true, region: 'eu-west-1', profile: 'ops' },
      { command: 'executors stop', argv, flagNamed: (name) => known[name] },
      env,
    );

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

  it('is the typed line where that is to be typed again, with a flag less or in the words of a shell', () => {
    const typed = retype(['i-1', '--stack', "o'neill", '--dry-run', '--project', 'a b'], {
      npm_command: 'exec',
    });
    expect(typed(`${again} --force`)).toBe(
      "npx glfr executors stop i-1 --stack 'o'\\''neill' --dry-run --project 'a b' --force",
    );
    expect(typed(againWithout('--dry-run'))).not.toContain('dry-run');
    expect(typed(`${againWithout('--stack')} --stack two`)).toBe(
      "npx glfr executors stop i-1 --dry-run --project 'a b' --stack two",
    );
    expect(retype(['--stack=x'])(againWithout('--stack'))).toBe('glfr executors stop');
    for (const short of [['-s', '1m'], ['-s1m'], ['-s=1m'], ['--since', '1m'], ['-w']])
      expect(retype(['i-1', ...short])(againWithout(short[0] === '-w' ? '--watch' : '--since'))).toBe(
        'glfr executors stop i-1',
      );
    expect(retype([])(`glfr export policy ${typedCommand}`)).toBe("glfr export policy 'executors stop'");
  });

  it('of the AWS CLI is about the same account', () => {
    const fix = 'aws iam create-service-linked-role --aws-service-name spot.amazonaws.com';
    expect(retype(['--region=eu-west-1', '--profile', 'ops'])(fix)).toBe(
      'aws --region eu-west-1 --profile ops iam create-service-linked-role --aws-service-name spot.amazonaws.com',
    );
    expect(retype([])(fix)).toBe(fix);
  });

  it('begins as glfr was begun, and leaves other words alone', () => {
    expect(retype([], { npm_command: 'exec' })('glfr status')).toBe('npx glfr status');
    expect(retype(['--sandbox'])('aws sso login')).toBe('aws sso login');
    expect(retype(['--sandbox'])("the stack isn't glfr's")).toBe("the stack isn't glfr's");
  });
});
