import { GlfrError } from '../../src/domain/error.ts';
import type { GitLabOptions } from '../../src/gitlab/options.ts';
import { gitlabPort } from '../../src/gitlab/port.ts';
import type { GitLabPort } from '../../src/operations/ports.ts';

/** The client over the real network, with retries that do not wait. Its type holds it to the port. */
export const portOver = (options: Partial<GitLabOptions> = {}): GitLabPort =>
  gitlabPort({
    fetch,
    resolveHost: async () => ['192.0.2.7'],
    retries: { count: 2, pauseMs: 1 },
    ...options,
  });

/** The GlfrError a call ends with; no secret may be in any of its words. */
export async function errorOf(call: Promise<unknown>, ...secrets: string[]): Promise<GlfrError> {
  const error = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof GlfrError)) throw error;
  const words = [error.message, ...error.suggestions].join('\n');
  for (const secret of [...secrets, '[redacted]', '<html']) {
    if (words.includes(secret)) throw new Error(`an error may not contain ${secret}: ${words}`);
  }
  return error;
}
