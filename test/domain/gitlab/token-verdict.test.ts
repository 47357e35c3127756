import { describe, expect, it } from 'vitest';
import { tokenProblem, tokenWarnings } from '../../../src/domain/gitlab/token-verdict.ts';

const now = Date.UTC(2026, 10, 23);
const day = 86_400_000;
const facts = { stackName: 'ci', runnerId: 41, paused: false, online: true };
const codes = (more: object) => tokenWarnings({ ...facts, ...more }, now).map(({ code }) => code);

describe('a token', () => {
  it.each([
    ['never expires', { expiresAt: null }],
    ['does not tell its end', {}],
    ['expires in eight days', { expiresAt: now + 8 * day }],
  ])('that %s is good', (_, more) => {
    expect(tokenProblem({ ...facts, ...more }, now)).toBeUndefined();
    expect(codes(more)).toEqual([]);
  });

  it.each([
    ['expires within seven days', { expiresAt: now + 7 * day - 1 }, ['runner.token-expiring']],
    ['is of a paused runner', { paused: true }, ['runner.paused']],
    ['is of a runner nobody hears of', { online: false }, ['runner.offline']],
    ['nobody could ask about', { paused: undefined, online: undefined }, []],
  ])('that %s: %o', (_, more, said) => {
    expect(tokenProblem({ ...facts, ...more }, now)).toBeUndefined();
    expect(codes(more)).toEqual(said);
  });

  it.each([
    ['has expired', { expiresAt: now }, 'runner.token-expired'],
    ['is refused', { refusedAt: now - 1 }, 'runner.token-refused'],
  ])('that %s is an error with the command that mends it', (_, more, code) => {
    expect(tokenProblem({ ...facts, ...more }, now)).toMatchObject({
      ...{ code, exitCode: 4 },
      suggestions: expect.arrayContaining(['glfr runner rotate --stack ci']),
    });
  });
});
