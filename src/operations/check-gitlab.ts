import type { GlfrEvent } from '../domain/event.ts';
import type { WizardState } from '../domain/wizard/state.ts';
import type { GitLabPort } from './ports.ts';

/** What is known of GitLab for one address and token. */
export interface Checked {
  url: string;
  accessToken?: string | undefined;
  runnerToken?: string | undefined;
  version?: string;
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
  const url = draft.gitlabUrl;
  if (url === undefined) return before;
  let checked = before?.url === url ? before : undefined;
  if (!checked) {
    yield { type: 'phase.started', phase: 'gitlab', text: `Reaching ${url}` };
    const [addresses, { version }] = await Promise.all([port.addresses(url), port.probe(url)]);
    checked = { url, addresses, ...(version && { version }) };
    yield { type: 'gitlab.reached', url, addresses, ...(version && { version }) };
    yield { type: 'phase.ended', phase: 'gitlab', text: `GitLab answers at ${url}`, outcome: 'done' };
  }
  const { accessToken, runnerToken } = credentials;
  if (accessToken && checked.accessToken !== accessToken) {
    const version = await port.version(url, accessToken);
    checked = { ...checked, accessToken, version };
    yield { type: 'gitlab.reached', url, addresses: checked.addresses, version };
  }
  if (runnerToken && checked.runnerToken !== runnerToken) {
    const { id } = await port.verifyRunnerToken(url, runnerToken);
    checked = { ...checked, runnerToken, runnerId: id };
  }
  return checked;
}
