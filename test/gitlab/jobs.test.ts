import { afterEach, describe, expect, it } from 'vitest';
import { errorOf, portOver } from './helpers.ts';
import { type LoopbackGitLab, startGitLab } from './loopback.ts';
import type { Answer, Received } from './loopback-api.ts';

const token = 'glpat-loopbackaccess05';
let gitlab: LoopbackGitLab;
const asked: Received[] = [];
const answering = async (answer: Answer) => {
  const instead = (received: Received) => {
    if (!received.headers['private-token']) return undefined;
    asked.push(received);
    return answer;
  };
  gitlab = await startGitLab({ token, instead });
  return portOver().job(gitlab.url, token, 'acme/web/shop', 12);
};
afterEach(() => gitlab.close());

describe('a job of a project', () => {
  it('is asked for by the path of the project, and read without what is not needed', async () => {
    const runner = { id: 3, description: 'big', token: 'x' };
    const json = { id: 12, name: 'build', status: 'running', tag_list: ['gpu'], runner, user: {} };
    expect(await answering({ status: 200, json })).toEqual({
      ...{ id: 12, name: 'build', status: 'running', tags: ['gpu'] },
      runner: { id: 3, description: 'big' },
    });
    expect(asked.at(-1)?.path).toMatch(/\/projects\/acme%2Fweb%2Fshop\/jobs\/12$/);
  });

  it('that waits has no runner, and may have no tags', async () => {
    const json = { id: 12, name: 'build', status: 'pending', runner: null };
    expect(await answering({ status: 200, json })).toEqual({
      id: 12,
      name: 'build',
      status: 'pending',
      tags: [],
    });
  });

  it('that is not seen is none', async () => {
    expect(await answering({ status: 404, json: { message: '404 Project Not Found' } })).toBeUndefined();
  });

  it('is refused to a token without the scope, in words', async () => {
    const error = await errorOf(answering({ status: 403, json: { error: 'insufficient_scope' } }), token);
    expect(error).toMatchObject({ code: 'gitlab.forbidden', message: expect.stringContaining('read_api') });
  });
});
