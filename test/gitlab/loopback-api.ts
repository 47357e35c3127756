import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One request as it arrived. */
export interface Received {
  method: string;
  /** With the query, below the GitLab's own path. */
  path: string;
  headers: IncomingMessage['headers'];
  form: Readonly<Record<string, string>>;
}

export interface LoopbackManager {
  id: number;
  system_id: string;
  version: string | null;
  status: 'online' | 'offline' | 'stale' | 'never_contacted';
  contacted_at: string | null;
}

export interface LoopbackRunner {
  id: number;
  token: string;
  description: string | null;
  paused: boolean;
  tag_list: string[];
  run_untagged: boolean;
  managers: LoopbackManager[];
  /** How many jobs run on it. */
  running?: number;
  runner_type?: string;
  groups?: { id: number }[];
  token_expires_at?: string | null;
}

export interface World {
  /** The one access token that is good. */
  token: string;
  /** Scopes of that token. */
  scopes: string[];
  version: string;
  /** Has the token's owner the role for everything? */
  mayDo: boolean;
  runners: LoopbackRunner[];
}

export interface Answer {
  status: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

type Handler = (world: World, received: Received, id: number) => Answer;
interface Route {
  method: string;
  path: RegExp;
  /** Scopes that open it; none: it takes no access token. */
  scopes?: string[];
  handle: Handler;
}

const message = (status: number, text: string): Answer => ({ status, json: { message: text } });
const noRunner = message(404, '404 Runner Not Found');

/** What GitLab answers, after lib/api/user_runners.rb, ci/runners.rb, ci/runner.rb and metadata.rb. */
export function answerAs(world: World, received: Received): Answer {
  const path = received.path.replace(/\?.*$/, '');
  for (const route of routes) {
    const match = route.method === received.method ? route.path.exec(path) : null;
    if (match) return refusal(world, received, route) ?? route.handle(world, received, Number(match[1]));
  }
  return { status: 404, json: { error: '404 Not Found' } };
}

function refusal({ token, scopes }: World, { headers }: Received, route: Route): Answer | undefined {
  if (!route.scopes) return undefined;
  if (headers['private-token'] !== token) return message(401, '401 Unauthorized');
  const opening = ['api', ...route.scopes];
  if (opening.some((scope) => scopes.includes(scope))) return undefined;
  const description = 'The request requires higher privileges than provided by the access token.';
  const json = { error: 'insufficient_scope', error_description: description, scope: opening.join(' ') };
  return { status: 403, json };
}

const showVersion: Handler = ({ version }) => ({
  status: 200,
  json: { version, revision: 'abcdef12345', enterprise: false },
});

const create: Handler = ({ mayDo, runners }, { form }) => {
  const kind = form.runner_type?.replace('_type', '') ?? '';
  if (!['instance', 'group', 'project'].includes(kind))
    return error('runner_type does not have a valid value');
  if (kind !== 'instance' && !/^\d+$/.test(form[`${kind}_id`] ?? '')) return error(`${kind}_id is missing`);
  if (!mayDo) return message(403, '403 Forbidden - Insufficient permissions');
  const tags = (form.tag_list ?? '').split(',').filter(Boolean);
  const untagged = (form.run_untagged ?? 'true') === 'true';
  if (!untagged && tags.length === 0) {
    return message(
      400,
      '400 Bad request - Tags list can not be empty when runner is not allowed to pick untagged jobs',
    );
  }
  const id = Math.max(0, ...runners.map((runner) => runner.id)) + 1;
  const token = `glrt-${randomBytes(15).toString('base64url')}`;
  const description = form.description ?? null;
  runners.push({
    id,
    token,
    description,
    paused: false,
    tag_list: tags,
    run_untagged: untagged,
    managers: [],
  });
  return { status: 201, json: { id, token, token_expires_at: null } };
};

/** Like the real one, this leaves a manager for every system id it is called with. */
const verify: Handler = ({ runners }, { form }) => {
  const runner = runners.find(({ token }) => token === form.token);
  if (!runner) return message(403, '403 Forbidden');
  const systemId = form.system_id ?? '<legacy>';
  if (!runner.managers.some(({ system_id }) => system_id === systemId)) {
    const id = runner.id * 100 + runner.managers.length;
    runner.managers.push({
      id,
      system_id: systemId,
      version: null,
      status: 'never_contacted',
      contacted_at: null,
    });
  }
  return { status: 200, json: { id: runner.id, token: runner.token, token_expires_at: null } };
};

const show: Handler = ({ runners, mayDo }, _, id) => {
  const runner = runners.find((one) => one.id === id);
  if (!runner) return noRunner;
  if (!mayDo) return message(403, '403 Forbidden - No access granted');
  const { token: _token, managers, running: _running, ...shown } = runner;
  const online = managers.length === 0 ? null : managers.some(({ status }) => status === 'online');
  const status = online ? 'online' : 'never_contacted';
  return {
    status: 200,
    json: { ...shown, active: !shown.paused, is_shared: false, online, status, locked: false },
  };
};

const managers: Handler = ({ runners, mayDo }, _, id) => {
  const runner = runners.find((one) => one.id === id);
  if (!runner) return noRunner;
  if (!mayDo) return message(403, '403 Forbidden - No access granted');
  const rest = {
    revision: null,
    platform: 'linux',
    architecture: 'amd64',
    ip_address: '10.0.0.7',
    job_execution_status: 'idle',
  };
  return { status: 200, json: runner.managers.map((manager) => ({ ...manager, ...rest })) };
};

const jobs: Handler = ({ runners }, { path }, id) => {
  const query = new URLSearchParams(path.split('?')[1]);
  const [size, page] = [Number(query.get('per_page') ?? 20), Number(query.get('page') ?? 1)];
  const all = Array.from({ length: runners.find((one) => one.id === id)?.running ?? 0 }, (_, index) => ({
    id: index + 1,
    name: `job ${index + 1}`,
    status: query.get('status'),
    web_url: `https://gitlab.example.com/a/b/-/jobs/${index + 1}`,
    started_at: '2026-05-04T10:00:00.000+02:00',
    project: { id: 3, path_with_namespace: 'a/b' },
  }));
  const isLast = page * size >= all.length;
  const headers = { 'x-next-page': isLast ? '' : String(page + 1) };
  return { status: 200, json: all.slice((page - 1) * size, page * size), headers };
};

const update: Handler = (world, received, id) => {
  const runner = world.runners.find((one) => one.id === id);
  if (runner && world.mayDo && received.form.paused) runner.paused = received.form.paused === 'true';
  return show(world, received, id);
};

const reset: Handler = ({ runners, mayDo }, _, id) => {
  const runner = runners.find((one) => one.id === id);
  if (!runner) return noRunner;
  if (!mayDo) return message(403, '403 Forbidden - No access granted');
  runner.token = `glrt-${randomBytes(15).toString('base64url')}`;
  return { status: 201, json: { token: runner.token, token_expires_at: runner.token_expires_at ?? null } };
};

const remove: Handler = ({ runners, mayDo }, _, id) => {
  const at = runners.findIndex((one) => one.id === id);
  if (at < 0) return noRunner;
  if (!mayDo) return message(403, '403 Forbidden - No access granted');
  runners.splice(at, 1);
  return { status: 204 };
};

const removeByToken: Handler = ({ runners }, { form }) => {
  const at = runners.findIndex(({ token }) => token === form.token);
  if (at < 0) return message(403, '403 Forbidden');
  runners.splice(at, 1);
  return { status: 204 };
};

const error = (text: string): Answer => ({ status: 400, json: { error: text } });

const routes: Route[] = [
  { method: 'GET', path: /^\/api\/v4\/version$/, scopes: ['read_user'], handle: showVersion },
  { method: 'POST', path: /^\/api\/v4\/user\/runners$/, scopes: ['create_runner'], handle: create },
  { method: 'POST', path: /^\/api\/v4\/runners\/verify$/, handle: verify },
  { method: 'DELETE', path: /^\/api\/v4\/runners$/, handle: removeByToken },
  { method: 'GET', path: /^\/api\/v4\/runners\/(\d+)$/, scopes: ['manage_runner'], handle: show },
  {
    method: 'GET',
    path: /^\/api\/v4\/runners\/(\d+)\/managers$/,
    scopes: ['manage_runner'],
    handle: managers,
  },
  { method: 'GET', path: /^\/api\/v4\/runners\/(\d+)\/jobs$/, scopes: ['manage_runner'], handle: jobs },
  { method: 'PUT', path: /^\/api\/v4\/runners\/(\d+)$/, scopes: ['manage_runner'], handle: update },
  {
    method: 'POST',
    path: /^\/api\/v4\/runners\/(\d+)\/reset_authentication_token$/,
    scopes: ['manage_runner'],
    handle: reset,
  },
  { method: 'DELETE', path: /^\/api\/v4\/runners\/(\d+)$/, scopes: ['manage_runner'], handle: remove },
];
