import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again } from '../domain/typed-command.ts';
import { hostOf } from './address.ts';
import type { Needs } from './call.ts';
import { saidIn } from './reply.ts';

/** GitLab does not know the access token (any more). */
export function unauthorized(said: string, url: string): GlfrError {
  const why = /expired|revoked/i.exec(said)?.[0].toLowerCase() ?? 'unknown there';
  return new GlfrError({
    code: 'gitlab.unauthorized',
    message: `GitLab at ${hostOf(url)} does not accept the access token; it is ${why}.`,
    suggestions: newAccessToken(url),
    exitCode: exitCode.denied,
  });
}

/** The access token is good, but may not do this. */
export function forbidden(
  json: unknown,
  does: string,
  { scope, role }: Extract<Needs, { kind: 'access' }>,
  url: string,
): GlfrError {
  const lacksScope = isScopeFault(json);
  const said = saidIn(json).replace(/^403 Forbidden( - )?/, '');
  const refusal = said ? `GitLab says "${said}"` : 'its owner may not';
  const why = lacksScope ? `it lacks the scope ${scope}` : refusal;
  const takes = `a token with the scope ${scope}${role ? `, of ${role}` : ''}`;
  return new GlfrError({
    code: 'gitlab.forbidden',
    message: `GitLab at ${hostOf(url)} does not let this access token ${does}; ${why}. That takes ${takes}.`,
    suggestions: lacksScope ? newAccessToken(url) : [...otherWays(scope), ...newAccessToken(url)],
    exitCode: exitCode.denied,
  });
}

/** Did GitLab accept the token itself, and only miss a scope on it? */
export const isScopeFault = (json: unknown): boolean =>
  (json as { error?: unknown } | undefined)?.error === 'insufficient_scope';

/** GitLab does not know the runner's token (any more). */
export const runnerTokenRefused = (url: string): GlfrError =>
  new GlfrError({
    code: 'gitlab.runner-token',
    message: `GitLab at ${hostOf(url)} does not know this runner token; its runner was deleted, its token reset, or it belongs to another GitLab.`,
    suggestions: [
      'check --gitlab-url',
      `create a runner in GitLab and give its new token in GLFR_RUNNER_TOKEN, or let glfr create one with GLFR_GITLAB_TOKEN`,
    ],
    exitCode: exitCode.denied,
  });

/** A token of a kind that cannot work, told before it is sent anywhere. */
export function tokenKindFault(problem: string): GlfrError {
  return new GlfrError({
    code: 'gitlab.token-kind',
    message: `The given token cannot work; ${problem}.`,
    suggestions: ['GLFR_RUNNER_TOKEN takes a runner authentication token, GLFR_GITLAB_TOKEN an access token'],
    exitCode: exitCode.usage,
  });
}

const newAccessToken = (url: string): string[] => [
  `make a new one at ${url}/-/user_settings/personal_access_tokens?name=glfr&scopes=create_runner,manage_runner`,
  `${again} (with it in GLFR_GITLAB_TOKEN)`,
];

/** GitLab answers the same to a missing role and to a group that allows no new runners. */
const otherWays = (scope: string): string[] =>
  scope === 'create_runner'
    ? ['check that the group or project allows new runners: Settings > CI/CD > Runners']
    : [];
