import type { GlfrEvent } from '../domain/event.ts';
import type { Plan } from '../domain/stack/plan.ts';
import type { GitLabPort } from './ports.ts';
import type { MadeRunner } from './rollout.ts';

/** Lets GitLab make the runner's next token; from here on the stack holds one that GitLab refuses. */
export async function* resetToken(
  { runnerId, url }: NonNullable<Plan['resetsToken']>,
  accessToken: string,
  gitlab: GitLabPort,
): AsyncGenerator<GlfrEvent, MadeRunner, void> {
  yield { type: 'phase.started', phase: 'runner', text: `Resetting the token of runner #${runnerId}` };
  const { token, expiresAt } = await gitlab.resetRunnerToken(url, accessToken, runnerId);
  yield { type: 'runner.token-reset', runnerId, url, tokenExpiresAt: expiresAt };
  const text = `Runner #${runnerId} has a new token in GitLab`;
  yield { type: 'phase.ended', phase: 'runner', text, outcome: 'done' };
  return { id: runnerId, token, isNew: false };
}
