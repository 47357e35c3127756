import { describe, expect, test } from 'vitest';
import { readOnlyToken } from '../../src/sandbox/forge/tokens.ts';
import { Bench } from './harness.ts';

const reset = (bench: Bench, token?: string) =>
  bench.api('POST', '/runners/41/reset_authentication_token', {}, token);
const verify = (bench: Bench, token: string) => bench.api('POST', '/runners/verify', { token }, '');
const jobs = async (bench: Bench, status: string): Promise<{ id: number }[]> =>
  (await bench.api('GET', `/runners/41/jobs?status=${status}&per_page=100`)).json;

/** Lets time pass until jobs run. */
async function busy(bench: Bench): Promise<number[]> {
  for (;;) {
    const running = await jobs(bench, 'running');
    if (running.length >= 2) return running.map(({ id }) => id);
    bench.pass(20);
  }
}

describe("a runner's token", () => {
  test('is reset by who may manage runners; the old one is refused, each new one is another', async () => {
    const bench = await Bench.open();
    const { token } = await bench.runner();
    expect(await reset(bench, readOnlyToken('test'))).toMatchObject({
      status: 403,
      json: { error: 'insufficient_scope', scope: 'api manage_runner' },
    });
    const first = await reset(bench);
    expect(first).toMatchObject({
      status: 201,
      json: { token: expect.stringMatching(/^glrt-t1_\w{20}$/), token_expires_at: null },
    });
    const second = await reset(bench);
    expect(new Set([token, first.json.token, second.json.token]).size).toBe(3);
    expect((await verify(bench, token)).status).toBe(403);
    expect((await verify(bench, first.json.token)).status).toBe(403);
    expect(await verify(bench, second.json.token)).toMatchObject({ status: 200, json: { id: 41 } });
    const again = await Bench.open({ like: bench });
    expect((await verify(again, second.json.token)).status).toBe(200);
    expect((await bench.api('POST', '/runners/99/reset_authentication_token', {})).status).toBe(404);
  });

  test('reset: a manager with the old one ends its jobs, and gets no new ones', async () => {
    const bench = await Bench.open();
    await bench.create({ Concurrency: '2' });
    const inHand = await busy(bench);
    await reset(bench);
    bench.pass(2 * 3600 + 60);
    expect(await jobs(bench, 'running')).toEqual([]);
    const ended = [...(await jobs(bench, 'success')), ...(await jobs(bench, 'failed'))];
    expect(inHand.filter((id) => !ended.some((job) => job.id === id))).toEqual([]);
    expect(Math.max(...ended.map(({ id }) => id))).toBe(Math.max(...inHand));
    const refused = await bench.log({ filterPattern: '"Checking for jobs... forbidden"' });
    // Three tries, then three more in each hour.
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect((await bench.api('GET', '/runners/41/managers')).json[0].status).toBe('offline');
  });

  test('may have an end: then it is refused like one that never was', async () => {
    const bench = await Bench.open();
    const at = (seconds: number) => new Date(bench.sandbox.now() + seconds * 1000).toISOString();
    const make = (token_expires_at: string) =>
      bench.api('POST', '/user/runners', { runner_type: 'instance_type', token_expires_at });
    expect((await make(at(60))).status).toBe(400);
    expect((await make(at(16 * 86_400))).status).toBe(400);
    const end = at(7200);
    const { json } = await make(end);
    expect(json).toMatchObject({ id: 41, token_expires_at: end });
    await bench.create({ RunnerToken: json.token, RunnerId: '41' });
    expect((await bench.api('GET', '/runners/41')).json).toMatchObject({ token_expires_at: end });
    expect((await verify(bench, json.token)).json).toMatchObject({ token_expires_at: end });
    bench.pass(2 * 3600);
    expect((await verify(bench, json.token)).status).toBe(403);
    bench.pass(60);
    expect(await bench.log({ filterPattern: '"Checking for jobs... forbidden"' })).not.toEqual([]);
    expect((await reset(bench)).json).toMatchObject({ token_expires_at: null });
  });
});
