import { describe, expect, test } from 'vitest';
import { readOnlyToken } from '../../src/sandbox/forge/tokens.ts';
import { Bench } from './harness.ts';

const anyone = '';

describe('GitLab', () => {
  test('answers without a token as GitLab does', async () => {
    const { sandbox } = await Bench.open();
    const get = (path: string, init?: RequestInit) => sandbox.fetch(`${sandbox.gitlabUrl}${path}`, init);
    expect((await get('/users/sign_in')).status).toBe(200);
    expect(await (await get('/-/health')).text()).toBe('GitLab OK');
    expect((await get('/')).headers.get('location')).toBe(`${sandbox.gitlabUrl}/users/sign_in`);
    const version = await get('/api/v4/version');
    expect([version.status, version.headers.get('content-type'), await version.json()]).toEqual([
      401,
      'application/json',
      { message: '401 Unauthorized' },
    ]);
    const plain = await sandbox.fetch('http://gitlab.sandbox.example/api/v4/version', { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([
      301,
      `${sandbox.gitlabUrl}/api/v4/version`,
    ]);
    await expect(sandbox.fetch('https://gitlab.com/')).rejects.toMatchObject({
      cause: { code: 'ENOTFOUND' },
    });
    await expect(get('/', { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
    expect(await sandbox.resolveHost('gitlab.sandbox.example')).toEqual(['203.0.113.10', '203.0.113.11']);
    await expect(sandbox.resolveHost('gitlab.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test('knows its tokens, and what each may do', async () => {
    const bench = await Bench.open();
    const { gitlabToken } = bench.sandbox;
    expect(await bench.api('GET', '/version')).toMatchObject({ status: 200, json: { version: '19.3.1-ee' } });
    const bearer = { headers: { authorization: `Bearer ${gitlabToken}` } };
    expect((await bench.sandbox.fetch(`${bench.sandbox.gitlabUrl}/api/v4/version`, bearer)).status).toBe(200);
    expect((await bench.api('GET', '/version', undefined, 'glpat-wrong')).status).toBe(401);
    const readOnly = readOnlyToken('test');
    expect((await bench.api('GET', '/version', undefined, readOnly)).status).toBe(200);
    expect(
      await bench.api('POST', '/user/runners', { runner_type: 'instance_type' }, readOnly),
    ).toMatchObject({
      status: 403,
      json: { error: 'insufficient_scope' },
    });
    expect(await bench.api('GET', '/nonsense')).toMatchObject({
      status: 404,
      json: { error: '404 Not Found' },
    });
  });

  test('makes runners, and shows their token once', async () => {
    const bench = await Bench.open();
    const made = await bench.api('POST', '/user/runners', {
      runner_type: 'group_type',
      group_id: '31',
      tag_list: 'a, b',
      run_untagged: 'false',
    });
    expect(made).toMatchObject({
      status: 201,
      json: { id: 41, token: expect.stringMatching(/^glrt-t2_\w{20}$/), token_expires_at: null },
    });
    const { json } = await bench.api('GET', '/runners/41');
    expect(json).toMatchObject({
      tag_list: ['a', 'b'],
      run_untagged: false,
      paused: false,
      online: null,
      status: 'never_contacted',
    });
    expect(JSON.stringify(json)).not.toContain('glrt-');
    const asJson = await bench.sandbox.fetch(`${bench.sandbox.gitlabUrl}/api/v4/runners/41`, {
      method: 'PUT',
      headers: { 'private-token': bench.sandbox.gitlabToken, 'content-type': 'application/json' },
      body: JSON.stringify({ paused: true, tag_list: ['c'], description: 'changed' }),
    });
    expect(await asJson.json()).toMatchObject({
      paused: true,
      active: false,
      tag_list: ['c'],
      description: 'changed',
    });
  });

  test.each([
    [{}, 400, { error: 'runner_type is missing, runner_type does not have a valid value' }],
    [{ runner_type: 'group_type' }, 400, { error: 'group_id is missing' }],
    [{ runner_type: 'project_type', project_id: '123456' }, 404, { message: '404 Project Not Found' }],
    [
      { runner_type: 'instance_type', run_untagged: 'false' },
      400,
      { message: { tags_list: ['can not be empty when runner is not allowed to pick untagged jobs'] } },
    ],
  ])('refuses a runner of %j', async (fields, status, json) => {
    const bench = await Bench.open();
    expect(await bench.api('POST', '/user/runners', fields as Record<string, string>)).toMatchObject({
      status,
      json,
    });
  });

  test('verifies a runner token; that alone does not make the runner online', async () => {
    const bench = await Bench.open();
    const { token } = await bench.runner();
    const verify = (fields: Record<string, string>) => bench.api('POST', '/runners/verify', fields, anyone);
    expect(await verify({ token, system_id: 'glfr-cli' })).toMatchObject({
      status: 200,
      json: { id: 41, token },
    });
    expect((await verify({ token, system_id: 'glfr-cli' })).status).toBe(200);
    expect((await bench.api('GET', '/runners/41/managers')).json).toMatchObject([
      { system_id: 'glfr-cli', status: 'never_contacted', contacted_at: null },
    ]);
    expect((await bench.api('GET', '/runners/41')).json).toMatchObject({ online: null });
    expect(await verify({ token: 'glrt-wrong' })).toMatchObject({
      status: 403,
      json: { message: '403 Forbidden' },
    });
    expect(await verify({})).toMatchObject({ status: 400, json: { error: 'token is missing' } });
    expect((await bench.api('DELETE', '/runners', { token: 'glrt-wrong' }, anyone)).status).toBe(403);
    expect((await bench.api('DELETE', '/runners', { token }, anyone)).status).toBe(204);
    expect(await bench.api('GET', '/runners/41')).toMatchObject({
      status: 404,
      json: { message: '404 Runner Not Found' },
    });
  });

  test('hands out jobs in pages', async () => {
    const bench = await Bench.open();
    await bench.create();
    bench.pass(3 * 3600);
    const first = await bench.api('GET', '/runners/41/jobs?status=success&per_page=50');
    expect(first.json).toHaveLength(50);
    expect(first.headers.get('x-next-page')).toBe('2');
    expect(Number(first.headers.get('x-total'))).toBeGreaterThan(100);
    const second = await bench.api('GET', '/runners/41/jobs?status=success&per_page=50&page=2');
    expect(second.json[0].id).toBeLessThan(first.json[49].id);
    expect(first.json[0]).toMatchObject({
      status: 'success',
      project: { path_with_namespace: expect.any(String) },
    });
  });

  test('a paused runner gets no job, and a deleted one is told so', async () => {
    const bench = await Bench.open();
    await bench.create();
    await bench.api('PUT', '/runners/41', { paused: 'true' });
    bench.pass(1800);
    expect((await bench.api('GET', '/runners/41/jobs')).json).toEqual([]);
    await bench.api('DELETE', '/runners/41');
    bench.pass(60);
    const [refused] = await bench.log({ filterPattern: '"Checking for jobs... forbidden"' });
    expect(JSON.parse(refused?.message ?? '')).toMatchObject({
      level: 'error',
      status: 'POST https://gitlab.sandbox.example/api/v4/jobs/request: 403 Forbidden',
    });
  });

  test.each([
    ['an unknown token', { RunnerToken: 'glrt-t1_neverissuedhere00' }, 'Checking for jobs... forbidden'],
    ['an unknown GitLab', { GitLabUrl: 'https://gitlab.com' }, 'Checking for jobs... failed'],
  ])('a manager with %s runs without jobs, and its log says why', async (_, given, msg) => {
    const bench = await Bench.open();
    expect(await bench.create(given)).toBe('CREATE_COMPLETE');
    bench.pass(600);
    const said = (await bench.log()).map(({ message = '' }) => JSON.parse(message).msg);
    expect(said.filter((text) => text === msg)).toHaveLength(3);
    expect((await bench.api('GET', '/runners/41')).json).toMatchObject({ online: null });
  });

  test('shows a manager online for two hours after its last request', async () => {
    const bench = await Bench.open();
    await bench.create();
    await bench.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
    await bench.settle();
    const status = async () => (await bench.api('GET', '/runners/41/managers')).json[0].status;
    expect(await status()).toBe('online');
    bench.pass(2 * 3600);
    expect(await status()).toBe('offline');
    bench.pass(60 * 3600);
    bench.pass(60 * 3600);
    bench.pass(60 * 3600);
    expect(await status()).toBe('offline');
  });
});
