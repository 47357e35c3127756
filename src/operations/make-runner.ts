import type { GlfrEvent } from '../domain/event.ts';
import { parseScope } from '../domain/settings/complete.ts';
import type { GitLabPort } from './ports.ts';
import { resetToken } from './reset-token.ts';
import type { DeployInput, MadeRunner } from './rollout.ts';

/** Makes the runner or its next token in GitLab where the plan says so; else takes the given token or leaves the stack's. */
export async function* makeRunner(
  { plan, settings, credentials }: Pick<DeployInput, 'plan' | 'settings' | 'credentials'>,
  gitlab: GitLabPort,
): AsyncGenerator<GlfrEvent, MadeRunner, void> {
  if (plan.resetsToken && credentials.accessToken)
    return yield* resetToken(plan.resetsToken, credentials.accessToken, gitlab);
  const known = plan.parameters.RunnerId;
  const knownId = known && 'value' in known ? Number(known.value) || undefined : undefined;
  if (!plan.newRunner || !credentials.accessToken)
    return { id: knownId, token: credentials.runnerToken, isNew: false };
  yield { type: 'phase.started', phase: 'runner', text: 'Creating the runner in GitLab' };
  const { url, description, tags, runUntagged } = plan.newRunner;
  const runner = { scope: parseScope(settings.scope), description, tags, runUntagged };
  const { id, token } = await gitlab.createRunner(url, credentials.accessToken, runner);
  yield { type: 'runner.created', runnerId: id, url };
  yield { type: 'phase.ended', phase: 'runner', text: `Runner #${id} made in GitLab`, outcome: 'done' };
  return { id, token, isNew: true };
}

/** Deletes a runner that was made for a stack that never came to be; says so when it can't. */
export async function* takeBackRunner(
  { plan }: Pick<DeployInput, 'plan'>,
  runner: MadeRunner,
  gitlab: GitLabPort,
): AsyncGenerator<GlfrEvent, void, void> {
  const url = plan.newRunner?.url;
  if (!url || runner.id === undefined || !runner.token) return;
  try {
    await gitlab.deleteRunnerByToken(url, runner.token);
    yield { type: 'runner.deleted', runnerId: runner.id, url };
  } catch {
    const text = `runner #${runner.id} stays in GitLab and has no stack`;
    yield { type: 'notice', level: 'warning', text, next: `delete it at ${url}/admin/runners/${runner.id}` };
  }
}
