import type { GlfrEvent } from '../domain/event.ts';
import { safeText } from './safe-text.ts';

/** Events that tell one thing that no phase tells, as one line; `undefined` for all others. */
export function factOf(event: GlfrEvent): string | undefined {
  const text = sentence(event);
  return text === undefined ? undefined : safeText(text);
}

function sentence(event: GlfrEvent): string | undefined {
  switch (event.type) {
    case 'identity.known':
      return `account ${event.account} in ${event.region}, as ${event.arn}`;
    case 'network.read':
      return event.unreadable.length === 0 ? undefined : `not readable: ${event.unreadable.join(', ')}`;
    case 'gitlab.reached':
      return event.version === undefined ? undefined : `GitLab is version ${event.version}`;
    case 'runner.deleted':
      return `runner ${event.runnerId} deleted in ${event.url}`;
    case 'runner.token-reset':
      return event.tokenExpiresAt === null
        ? undefined
        : `the new token of runner ${event.runnerId} expires on ${new Date(event.tokenExpiresAt).toISOString()}`;
    case 'executor.ended':
      return `ended executor ${event.executorId}`;
    default:
      return undefined;
  }
}
