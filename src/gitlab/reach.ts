import { isIP } from 'node:net';
import * as z from 'zod';
import { read, type Send } from './ask.ts';
import type { Call } from './call.ts';
import { networkFault } from './network-fault.ts';
import type { GitLabOptions } from './options.ts';
import { isScopeFault } from './token-fault.ts';

const versionAnswer = z.object({ version: z.string() });

/** GitLab's version; `undefined` when the token is good but its scopes (create_runner alone, say) do not show it. */
export async function version(send: Send, url: string, accessToken: string): Promise<string | undefined> {
  const needs = { kind: 'access', scope: 'read_user' } as const;
  const call: Call = { method: 'GET', path: 'version', accessToken, does: 'read its version', needs };
  const { reply, base } = await send(url, call);
  return isScopeFault(reply.json) ? undefined : read(reply, call, base, versionAnswer).version;
}

/** Every address of GitLab's host, as seen from here. */
export async function addresses(url: string, { resolveHost }: GitLabOptions): Promise<string[]> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return [host];
  try {
    return await resolveHost(host);
  } catch (error) {
    throw networkFault(error, url);
  }
}
