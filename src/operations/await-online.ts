import { hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { Clock, GitLabPort } from './ports.ts';

interface Input {
  url: string;
  accessToken: string | undefined;
  runnerId: number | undefined;
  /** Epoch milliseconds: a manager that spoke before may be the one that was replaced. */
  since: number;
  timeoutMs: number;
}

const pollMs = 3000;

/** Asks GitLab until it sees the manager; without an access token nobody can ask, and that is said. */
export async function* awaitOnline(
  input: Input,
  deps: { gitlab: GitLabPort; clock: Clock },
): AsyncGenerator<GlfrEvent, DeployResult['runner'], void> {
  const { url, accessToken, runnerId, since } = input;
  if (!accessToken || runnerId === undefined) {
    const text = 'whether GitLab sees the runner was not asked: that needs a personal access token';
    yield { type: 'notice', level: 'info', text, next: 'GLFR_GITLAB_TOKEN=… glfr status' };
    return 'unknown';
  }
  const deadline = deps.clock.now() + input.timeoutMs;
  for (;;) {
    const managers = await deps.gitlab.managers(url, accessToken, runnerId).catch(tooOld);
    if (!managers) return 'unknown';
    const online = managers.filter(({ status }) => status === 'online');
    const isOver = deps.clock.now() > deadline;
    // GitLab writes the time of contact down only now and then, so at the end any manager online will do.
    const first = online.find(({ contactedAt = 0 }) => isOver || contactedAt >= since);
    if (first) {
      const version = first.version;
      yield { type: 'runner.online', runnerId, managers: online.length, ...(version && { version }) };
      return 'online';
    }
    if (isOver) return 'offline';
    yield { type: 'waiting', text: 'GitLab to see the runner' };
    await deps.clock.sleep(pollMs);
  }
}

/** GitLab tells of a runner's managers since 17.1; an older one is no reason to fail a deploy that went well. */
function tooOld(error: unknown): undefined {
  if (!hasCode(error, 'gitlab.too-old', 'gitlab.forbidden')) throw error;
}
