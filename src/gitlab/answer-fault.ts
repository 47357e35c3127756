import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again } from '../domain/typed-command.ts';
import { hostOf } from './address.ts';
import type { Call } from './call.ts';
import { isRedirect, isUnknownRoute, type Reply, saidIn } from './reply.ts';
import { forbidden, runnerTokenRefused, unauthorized } from './token-fault.ts';

/** Why GitLab did not do what was asked, as an error the user can act on. */
export function answerFault(reply: Reply, call: Call, url: string): GlfrError {
  const { status, json } = reply;
  const aboutToken = status === 401 || status === 403;
  if (isRedirect(reply)) return redirected(reply, url);
  if (status === 429) return rateLimited(reply, url);
  if (status >= 500) return serverError(status, url);
  if (json === undefined) return unexpected(`with status ${status} and no JSON`, url);
  if (status === 410 || /registration (is )?disallowed/i.test(saidIn(json)))
    return registrationDisallowed(url);
  if (aboutToken && call.needs.kind === 'runner-token') return runnerTokenRefused(url);
  if (status === 401) return unauthorized(saidIn(json), url);
  if (status === 403 && call.needs.kind === 'access') return forbidden(json, call.does, call.needs, url);
  if (isUnknownRoute(reply)) return tooOld(call, url);
  if (status === 404) return notFound(call, url);
  if (status === 400 || status === 422) return rejected(reply, call, url);
  return unexpected(`with status ${status}`, url);
}

/** Another host's answer is not followed: the token would go there. Only that host is named, not the whole address. */
export function redirected({ location = '' }: Reply, url: string): GlfrError {
  const to = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const elsewhere = to && to.origin !== new URL(url).origin ? to.origin : undefined;
  return new GlfrError({
    code: 'gitlab.redirected',
    message: `${hostOf(url)} sends GitLab's API elsewhere${elsewhere ? `, to ${elsewhere}` : ''}, and glfr takes no token there.`,
    suggestions: [
      ...(elsewhere ? [`--gitlab-url ${elsewhere}, if that is your GitLab`] : []),
      'if a login page stands before GitLab, let /api/v4 past it: the runner needs that too',
    ],
    exitCode: exitCode.unreachable,
  });
}

/** GitLab answered, but not as any GitLab glfr knows. */
export function unexpected(how: string, url: string): GlfrError {
  return new GlfrError({
    code: 'gitlab.unexpected-answer',
    message: `GitLab at ${hostOf(url)} answered ${how}, which glfr cannot use.`,
    suggestions: ['check --gitlab-url', 'look for a proxy or a firewall that answers in place of GitLab'],
  });
}

const rateLimited = ({ retryAfterSeconds }: Reply, url: string) =>
  new GlfrError({
    code: 'gitlab.rate-limited',
    message: `GitLab at ${hostOf(url)} refuses more requests for now (rate limit).`,
    suggestions: [`${again} (in ${retryAfterSeconds ?? 60} seconds)`],
  });

const serverError = (status: number, url: string) =>
  new GlfrError({
    code: 'gitlab.server-error',
    message: `GitLab at ${hostOf(url)} has a fault of its own (status ${status}).`,
    suggestions: [`${again} (in a minute)`, `${url}/-/health, for its administrator`],
  });

const registrationDisallowed = (url: string) =>
  new GlfrError({
    code: 'gitlab.registration-disallowed',
    message: `GitLab at ${hostOf(url)} does not allow new runners here.`,
    suggestions: [
      'allow it in GitLab: Settings > CI/CD > Runners of the group or project, or Admin > Settings > CI/CD',
      'or create the runner in GitLab and give glfr its authentication token in GLFR_RUNNER_TOKEN',
    ],
    exitCode: exitCode.denied,
  });

const tooOld = ({ does }: Call, url: string) =>
  new GlfrError({
    code: 'gitlab.too-old',
    message: `GitLab at ${hostOf(url)} has no API to ${does}: it is too old for that.`,
    suggestions: ['update GitLab to 17.1 or newer', 'or do this step in GitLab by hand'],
  });

const notFound = ({ does }: Call, url: string) =>
  new GlfrError({
    code: 'gitlab.not-found',
    message: `GitLab at ${hostOf(url)} cannot ${does}: there is no such thing, or this token may not see it.`,
    suggestions: ['check the ids and --gitlab-url'],
    exitCode: exitCode.notFound,
  });

const rejected = ({ json }: Reply, { does }: Call, url: string) =>
  new GlfrError({
    code: 'gitlab.rejected',
    message: `GitLab at ${hostOf(url)} would not ${does}: ${saidIn(json).replace(/^\d{3} [\w ]+ - /, '') || 'it gave no reason'}.`,
    suggestions: ['check the settings of the runner: --scope, --tags, --run-untagged'],
    exitCode: exitCode.usage,
  });
