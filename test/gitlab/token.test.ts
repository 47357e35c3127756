import { describe, expect, it } from 'vitest';
import { accessTokenProblem, runnerTokenProblem } from '../../src/domain/gitlab/token.ts';
import { errorOf, portOver } from './helpers.ts';

describe('the kind of a token', () => {
  it.each([
    ['glrt-t3_abcdefghij', undefined, /runner's authentication token/],
    ['acme-glrt-abcdefghij', undefined, /runner's authentication token/],
    ['glrtr-abcdefghij.01.x', undefined, /runner's authentication token/],
    ['glpat-abcdefghij', /access token.*glrt-/, undefined],
    ['GR1348941abcdefghij', /old registration token/, /old registration token/],
    ['gldt-abcdefghij', /deploy token/, /deploy token/],
    ['glcbt-64_abcdefghij', /job's token/, /job's token/],
    ['ourpat_abcdefghij', /no runner authentication token/, undefined],
    ['  ', /empty/, /empty/],
    ['glpat-abc def', /access token/, /space/],
    ['glrt-abc…', /character/, /runner's/],
  ])('%s', (token, asRunnerToken, asAccessToken) => {
    const expectProblem = (problem: string | undefined, says: RegExp | undefined) =>
      says ? expect(problem).toMatch(says) : expect(problem).toBeUndefined();
    expectProblem(runnerTokenProblem(token), asRunnerToken);
    expectProblem(accessTokenProblem(token), asAccessToken);
    const body = token.replace(/^.*(gl\w+-|GR1348941)/, '');
    if (body.trim()) expect(`${runnerTokenProblem(token)}${accessTokenProblem(token)}`).not.toContain(body);
  });

  it('is looked at before anything is sent', async () => {
    const never: typeof fetch = () => Promise.reject(new Error('nothing may be sent'));
    const port = portOver({ fetch: never });
    const url = 'https://gitlab.example.com';
    for (const call of [
      port.verifyRunnerToken(url, 'glpat-abcdefghij'),
      port.version(url, 'glrt-abcdefghij'),
    ]) {
      expect(await errorOf(call, 'abcdefghij')).toMatchObject({ code: 'gitlab.token-kind', exitCode: 2 });
    }
  });
});
