import type { GlfrEvent } from '../domain/event.ts';
import { safeText } from './safe-text.ts';
import { count } from './words.ts';

/** Events that tell one thing once, as one line; `undefined` for all others. */
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
      return `GitLab${event.version ? ` ${event.version}` : ''} answers at ${event.url}`;
    case 'runner.created':
      return `runner ${event.runnerId} created in ${event.url}`;
    case 'runner.deleted':
      return `runner ${event.runnerId} deleted in ${event.url}`;
    case 'runner.online':
      return `runner ${event.runnerId} is online${event.version ? ` (gitlab-runner ${event.version})` : ''}`;
    case 'manager.started':
      return `the manager runs and takes up to ${count(event.maxBuilds, 'job')} at a time`;
    case 'executor.ended':
      return `ended executor ${event.executorId}`;
    default:
      return undefined;
  }
}
