import type { World } from '../world.ts';
import { projectJob } from './jobs.ts';
import { pageOf } from './page.ts';
import { gitlabVersion } from './place.ts';
import { contactedAt } from './presence.ts';
import type { RunnerFields } from './runners.ts';
import { expiryOf, jobShape, managerShape, runnerShape } from './shapes.ts';
import type { Runner, RunnerScope } from './state.ts';
import { findByToken, runnerToken } from './tokens.ts';

/** A request to GitLab's API, taken apart. */
export interface ApiRequest {
  method: string;
  /** Below `/api/v4`. */
  path: string;
  query: URLSearchParams;
  fields: Readonly<Record<string, string>>;
  /** What the access token may do; `none` when it is missing or wrong. */
  access: 'none' | 'read' | 'all';
}

export interface Reply {
  status: number;
  json?: unknown;
  headers?: Readonly<Record<string, string>>;
}

interface Route {
  method: string;
  pattern: RegExp;
  needs: 'nothing' | 'read' | 'all';
  scope?: string;
  answer(world: World, request: ApiRequest, act: Act, id: number): Reply;
}

/** Does one of GitLab's changes as a stored action. */
export type Act = (command: string, input: object) => unknown;

const says = (status: number, message: unknown): Reply => ({ status, json: { message } });
const error = (status: number, text: string): Reply => ({ status, json: { error: text } });
const notFound = says(404, '404 Runner Not Found');

const flag = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : text === 'true' || text === '1';
const list = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

function fieldsOf({ fields }: ApiRequest): RunnerFields {
  const { description, access_level, maximum_timeout, maintenance_note, tag_list } = fields;
  const given = {
    description,
    tags: list(tag_list),
    runUntagged: flag(fields.run_untagged),
    paused: flag(fields.paused),
    locked: flag(fields.locked),
    accessLevel: access_level,
    maximumTimeout: maximum_timeout === undefined ? undefined : Number(maximum_timeout),
    maintenanceNote: maintenance_note,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const emptyTags = says(400, {
  tags_list: ['can not be empty when runner is not allowed to pick untagged jobs'],
});

function scopeOf({ fields }: ApiRequest): RunnerScope | Reply {
  const { runner_type: type, group_id, project_id } = fields;
  if (type === undefined)
    return error(400, 'runner_type is missing, runner_type does not have a valid value');
  if (type === 'instance_type') return { type };
  if (type !== 'group_type' && type !== 'project_type')
    return error(400, 'runner_type does not have a valid value');
  const [kind, given] =
    type === 'group_type' ? (['group', group_id] as const) : (['project', project_id] as const);
  if (given === undefined) return error(400, `${kind}_id is missing`);
  const id = Number(given);
  if (!Number.isInteger(id)) return error(400, `${kind}_id is invalid`);
  // The sandbox has a few dozen groups and a few hundred projects.
  if (id < 1 || id > 999) return says(404, `404 ${kind === 'group' ? 'Group' : 'Project'} Not Found`);
  return { type, id };
}

function createRunner(world: World, request: ApiRequest, act: Act): Reply {
  const scope = scopeOf(request);
  if ('status' in scope) return scope;
  const fields = fieldsOf(request);
  if (fields.runUntagged === false && (fields.tags ?? []).length === 0) return emptyTags;
  const tokenExpiresAt = Date.parse(request.fields.token_expires_at ?? '') || undefined;
  if (tokenExpiresAt !== undefined && !mayExpireAt(tokenExpiresAt - world.engine.now)) return badExpiry;
  const runner = act('CreateRunner', { ...fields, scope, tokenExpiresAt }) as Runner;
  return {
    status: 201,
    json: { id: runner.id, token: runnerToken(world.seed, runner), token_expires_at: expiryOf(runner) },
  };
}

const badExpiry = says(400, { token_expires_at: ['must be between 5 minutes and 15 days from now'] });
const mayExpireAt = (inMs: number): boolean => inMs >= 5 * 60_000 && inMs <= 15 * 86_400_000;

function resetToken(world: World, runner: Runner, act: Act): Reply {
  act('ResetRunnerToken', { id: runner.id });
  const now = world.forge.runners.get(runner.id) ?? runner;
  const json = { token: runnerToken(world.seed, now), token_expires_at: expiryOf(now) };
  return { status: 201, json };
}

function verifyRunner(world: World, { fields }: ApiRequest, act: Act): Reply {
  const { token, system_id: systemId } = fields;
  if (token === undefined) return error(400, 'token is missing');
  const runner = findByToken(world, token);
  if (runner === undefined) return says(403, '403 Forbidden');
  if (systemId !== undefined && !runner.managers.some((manager) => manager.systemId === systemId)) {
    act('VerifyRunner', { id: runner.id, systemId });
  }
  return { status: 200, json: { id: runner.id, token, token_expires_at: expiryOf(runner) } };
}

function runnerJobs(world: World, request: ApiRequest, runner: Runner): Reply {
  const status = request.query.get('status');
  const { queue } = runner;
  const known = [...queue.running.values(), ...queue.finished.values()];
  const wanted = known.filter((record) => status === null || record.status === status);
  const { items, headers } = pageOf(
    wanted.toSorted((a, b) => b.job.id - a.job.id),
    request,
  );
  return { status: 200, headers, json: items.map((record) => jobShape(record, world.engine.now)) };
}

function runnerManagers(world: World, runner: Runner): Reply {
  const { now } = world.engine;
  const busy = new Set([...runner.queue.running.values()].map(({ takenBy }) => takenBy));
  const newest = runner.managers.toSorted((a, b) => (contactedAt(b, now) ?? 0) - (contactedAt(a, now) ?? 0));
  return {
    status: 200,
    json: newest.map((manager) => managerShape(manager, now, busy.has(manager.systemId))),
  };
}

const byId =
  (answer: (world: World, request: ApiRequest, runner: Runner, act: Act) => Reply): Route['answer'] =>
  (world, request, act, id) => {
    const runner = world.forge.runners.get(id);
    return runner === undefined ? notFound : answer(world, request, runner, act);
  };

const routes: readonly Route[] = [
  {
    method: 'GET',
    pattern: /^\/version$/,
    needs: 'read',
    answer: () => ({
      status: 200,
      json: { version: gitlabVersion, revision: 'b51ea2b7c71', enterprise: true },
    }),
  },
  {
    method: 'POST',
    pattern: /^\/user\/runners$/,
    needs: 'all',
    scope: 'create_runner',
    answer: createRunner,
  },
  { method: 'POST', pattern: /^\/runners\/verify$/, needs: 'nothing', answer: verifyRunner },
  {
    method: 'DELETE',
    pattern: /^\/runners$/,
    needs: 'nothing',
    answer: (world, { fields }, act) => {
      if (fields.token === undefined) return error(400, 'token is missing');
      const runner = findByToken(world, fields.token);
      if (runner === undefined) return says(403, '403 Forbidden');
      act('DeleteRunner', { id: runner.id });
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    pattern: /^\/runners\/(\d+)$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((world, _, runner) => ({ status: 200, json: runnerShape(runner, world.engine.now) })),
  },
  {
    method: 'PUT',
    pattern: /^\/runners\/(\d+)$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((world, request, runner, act) => {
      const fields = fieldsOf(request);
      const { tags, runUntagged } = { ...runner, ...fields };
      if (!runUntagged && tags.length === 0) return emptyTags;
      act('UpdateRunner', { id: runner.id, ...fields });
      return { status: 200, json: runnerShape(runner, world.engine.now) };
    }),
  },
  {
    method: 'DELETE',
    pattern: /^\/runners\/(\d+)$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((_, __, runner, act) => {
      act('DeleteRunner', { id: runner.id });
      return { status: 204 };
    }),
  },
  {
    method: 'POST',
    pattern: /^\/runners\/(\d+)\/reset_authentication_token$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((world, _, runner, act) => resetToken(world, runner, act)),
  },
  {
    method: 'GET',
    pattern: /^\/runners\/(\d+)\/managers$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((world, _, runner) => runnerManagers(world, runner)),
  },
  {
    method: 'GET',
    pattern: /^\/runners\/(\d+)\/jobs$/,
    needs: 'all',
    scope: 'manage_runner',
    answer: byId((world, request, runner) => runnerJobs(world, request, runner)),
  },
  {
    method: 'GET',
    pattern: /^\/projects\/[^/]+\/jobs\/(\d+)$/,
    needs: 'read',
    answer: (world, { path }, _, id) => {
      const json = projectJob(world, decodeURIComponent(path.split('/')[2] ?? ''), id);
      return json ? { status: 200, json } : says(404, '404 Not found');
    },
  },
];

/** GitLab's answer to one API request. */
export function answerApi(world: World, request: ApiRequest, act: Act): Reply {
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(request.path));
  if (route === undefined) return error(404, '404 Not Found');
  if (route.needs !== 'nothing' && request.access === 'none') return says(401, '401 Unauthorized');
  if (route.needs === 'all' && request.access !== 'all') {
    const json = {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: `api ${route.scope}`,
    };
    return { status: 403, json };
  }
  const [, id] = route.pattern.exec(request.path) ?? [];
  return route.answer(world, request, act, Number(id));
}
