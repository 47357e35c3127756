import * as z from 'zod';
import { ask, type Send } from './ask.ts';
import { verified } from './runner-answers.ts';

/** GitLab records a manager for every system id it sees; one fixed id leaves one such record, not one a check. */
const systemId = 'glfr-cli';

/** Which runner a runner's token belongs to, and until when. */
export function verifyRunnerToken(
  send: Send,
  url: string,
  runnerToken: string,
): Promise<{ id: number; tokenExpiresAt?: number | null }> {
  const form = { token: runnerToken.trim(), system_id: systemId };
  const needs = { kind: 'runner-token' } as const;
  return ask(
    send,
    url,
    { method: 'POST', path: 'runners/verify', form, does: 'verify the runner token', needs },
    verified,
  );
}

/** Deletes a runner with nothing but its own token. */
export async function deleteRunnerByToken(send: Send, url: string, runnerToken: string): Promise<void> {
  const form = { token: runnerToken.trim() };
  const needs = { kind: 'runner-token' } as const;
  await ask(
    send,
    url,
    { method: 'DELETE', path: 'runners', form, does: 'delete the runner', needs },
    z.unknown(),
  );
}
