import { setImmediate } from 'node:timers/promises';
import type { World } from '../world.ts';
import { type Act, type ApiRequest, answerApi, type Reply } from './api.ts';
import { gitlabHost, gitlabUrl } from './place.ts';
import { accessToken, readOnlyToken } from './tokens.ts';

type Fetch = typeof fetch;

/** How GitLab is reached: a turn with the world, in which changes may be stored. */
export type Turn = <T>(body: (world: World, act: Act) => T) => Promise<T>;

/** A connection that failed, as Node's fetch tells of it. */
function failed(code: string, message: string, more: object = {}): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code, ...more }) });
}

function connectionFault(url: URL, faults: readonly string[]): TypeError | undefined {
  const { hostname, protocol } = url;
  if (hostname !== gitlabHost) {
    return failed('ENOTFOUND', `getaddrinfo ENOTFOUND ${hostname}`, { syscall: 'getaddrinfo', hostname });
  }
  if (faults.includes('gitlab-down')) {
    const at = { syscall: 'connect', address: '203.0.113.10', port: 443 };
    return failed('ECONNREFUSED', 'connect ECONNREFUSED 203.0.113.10:443', at);
  }
  if (faults.includes('gitlab-self-signed') && protocol === 'https:') {
    return failed('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate');
  }
  return undefined;
}

async function fieldsOf(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  if (request.method === 'GET' || (!request.body && type === '')) return {};
  if (!type.includes('json')) {
    const text = await request.text();
    return Object.fromEntries(new URLSearchParams(text));
  }
  const body = (await request.json()) as Record<string, unknown>;
  const entries = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function accessOf(request: Request, seed: string, faults: readonly string[]): ApiRequest['access'] {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer /i, '');
  const token = request.headers.get('private-token') ?? bearer;
  if (faults.includes('gitlab-401')) return 'none';
  if (token === accessToken(seed)) return 'all';
  return token === readOnlyToken(seed) ? 'read' : 'none';
}

/** What GitLab answers outside its API to someone who is not signed in. */
function page(url: URL): Response {
  const text = (body: string, type = 'text/plain'): Response =>
    new Response(body, { status: 200, headers: { 'content-type': `${type}; charset=utf-8` } });
  if (url.pathname === '/users/sign_in')
    return text('<!DOCTYPE html><title>Sign in · GitLab</title>', 'text/html');
  if (url.pathname === '/-/health') return text('GitLab OK');
  if (/^\/-\/(liveness|readiness)$/.test(url.pathname)) return text('{"status":"ok"}', 'application/json');
  return new Response(null, { status: 302, headers: { location: `${gitlabUrl}/users/sign_in` } });
}

function response({ status, json, headers }: Reply): Response {
  const body = json === undefined ? null : JSON.stringify(json);
  return new Response(body, {
    status,
    headers: { ...(body !== null && { 'content-type': 'application/json' }), ...headers },
  });
}

/** `fetch` as far as the sandbox's world reaches: its GitLab, and no other host. */
export function forgeFetch(turn: Turn, faultsNow: () => readonly string[]): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // A wire takes time, in which a Ctrl-C is heard.
    await setImmediate();
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const faults = faultsNow();
    const fault = connectionFault(url, faults);
    if (fault !== undefined) throw fault;
    if (url.protocol === 'http:') {
      const location = `${gitlabUrl}${url.pathname}${url.search}`;
      return new Response(null, { status: 301, headers: { location } });
    }
    if (!url.pathname.startsWith('/api/v4/')) return page(url);
    const fields = { ...Object.fromEntries(url.searchParams), ...(await fieldsOf(request)) };
    return turn((world, act) => {
      const access = accessOf(request, world.seed, faults);
      const path = url.pathname.slice('/api/v4'.length);
      const asked = { method: request.method, path, query: url.searchParams, fields, access };
      return response(answerApi(world, asked, act));
    });
  };
}
