import * as z from 'zod';
import { hasCode } from '../domain/error.ts';
import type {
  CreatedRunner,
  NewRunner,
  ResetToken,
  Runner,
  RunnerJob,
  RunnerManager,
  RunnerScope,
} from '../domain/gitlab/runner.ts';
import { ask, askAll, type Send } from './ask.ts';
import type { Call, Needs } from './call.ts';
import { createdRunner, jobsAnswer, managersAnswer, resetAnswer, runnerAnswer } from './runner-answers.ts';

const toManage: Needs = {
  kind: 'access',
  scope: 'manage_runner',
  role: "a maintainer of the runner's project, an owner of its group, or an administrator for an instance runner",
};

/** Makes a runner; its token is shown this once. */
export function createRunner(
  send: Send,
  url: string,
  accessToken: string,
  runner: NewRunner,
): Promise<CreatedRunner> {
  const form = {
    ...scopeFields(runner.scope),
    description: runner.description,
    tag_list: runner.tags.join(','),
    run_untagged: String(runner.runUntagged),
  };
  const needs: Needs = { kind: 'access', scope: 'create_runner', role: roleToCreate(runner.scope) };
  const call: Call = {
    method: 'POST',
    path: 'user/runners',
    accessToken,
    form,
    does: 'create a runner',
    needs,
  };
  return ask(send, url, call, createdRunner);
}

/** The calls about one runner that is there already, with an access token. */
export function runnerCalls(send: Send, url: string, accessToken: string, id: number) {
  const path = `runners/${id}`;
  const get = { method: 'GET', accessToken, needs: toManage } as const;
  return {
    /** As GitLab lists it; `undefined` when it is gone. */
    find: (): Promise<Runner | undefined> =>
      unlessGone(ask(send, url, { ...get, path, does: `show runner #${id}` }, runnerAnswer)),
    /** Every process that has used the runner's token; none when the runner is gone. */
    managers: async (): Promise<RunnerManager[]> => {
      const call = { ...get, path: `${path}/managers`, does: `list the managers of runner #${id}` };
      return (await unlessGone(ask(send, url, call, managersAnswer))) ?? [];
    },
    /** The jobs it has in hand, from every page. */
    runningJobs: (): Promise<RunnerJob[]> => {
      const call = { ...get, path: `${path}/jobs?status=running`, does: `list the jobs of runner #${id}` };
      return askAll(send, url, call, jobsAnswer);
    },
    /** A paused runner gets no new jobs; those it has go on. */
    pause: (paused: boolean): Promise<Runner> => {
      const does = `${paused ? 'pause' : 'unpause'} runner #${id}`;
      const form = { paused: String(paused) };
      return ask(send, url, { ...get, method: 'PUT', path, form, does }, runnerAnswer);
    },
    /** A new token, shown this once; the old one is refused from now on. */
    resetToken: (): Promise<ResetToken> => {
      const does = `reset the token of runner #${id}`;
      const call: Call = { ...get, method: 'POST', path: `${path}/reset_authentication_token`, does };
      return ask(send, url, call, resetAnswer);
    },
    /** A runner that is gone already is fine. */
    remove: async (): Promise<void> => {
      const call: Call = { ...get, method: 'DELETE', path, does: `delete runner #${id}` };
      await unlessGone(ask(send, url, call, z.unknown()));
    },
  };
}

const unlessGone = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    if (hasCode(error, 'gitlab.not-found')) return undefined;
    throw error;
  });

function scopeFields(scope: RunnerScope): Record<string, string> {
  if (scope.kind === 'instance') return { runner_type: 'instance_type' };
  return { runner_type: `${scope.kind}_type`, [`${scope.kind}_id`]: String(scope.id) };
}

function roleToCreate(scope: RunnerScope): string {
  if (scope.kind === 'instance') return 'an administrator';
  return scope.kind === 'group' ? `an owner of group ${scope.id}` : `a maintainer of project ${scope.id}`;
}
