import type { GlfrEvent } from '../domain/event.ts';
import type { WizardState } from '../domain/wizard/state.ts';
import type { GitLabPort } from './ports.ts';

/** What is known of GitLab for one address and token. */
export interface Checked {
  /** As it was given. */
  given: string;
  /** Where GitLab really answers: https, where http only leads there. */
  url: string;
  accessToken?: string | undefined;
  runnerToken?: string | undefined;
  version?: string | undefined;
  addresses: readonly string[];
  /** Id behind a given runner token. */
  runnerId?: number;
}

/** Reaches GitLab and tries the tokens, each only once: `before` holds what was already checked. */
export async function* checkGitLab(
  { draft, credentials }: WizardState,
  port: GitLabPort,
  before?: Checked,
): AsyncGenerator<GlfrEvent, Checked | undefined, void> {
  const given = draft.gitlabUrl;
  if (given === undefined) return before;
  let checked = before?.given === given ? before : yield* reachGitLab(given, port);
  const { url } = checked;
  const { accessToken, runnerToken } = credentials;
  if (accessToken && checked.accessToken !== accessToken) {
    const version = (await port.version(url, accessToken)) ?? checked.version;
    checked = { ...checked, accessToken, version };
    yield { type: 'gitlab.reached', url, addresses: checked.addresses, ...(version && { version }) };
  }
  if (runnerToken && checked.runnerToken !== runnerToken) {
    const { id } = await port.verifyRunnerToken(url, runnerToken);
    checked = { ...checked, runnerToken, runnerId: id };
  }
  return checked;
}

async function* reachGitLab(given: string, port: GitLabPort): AsyncGenerator<GlfrEvent, Checked, void> {
  yield { type: 'phase.started', phase: 'gitlab', text: `Reaching ${given}` };
  const [addresses, { url, version }] = await Promise.all([port.addresses(given), port.probe(given)]);
  yield { type: 'phase.ended', phase: 'gitlab', text: `GitLab answers at ${url}`, outcome: 'done' };
  return { given, url, addresses, ...(version && { version }) };
}
