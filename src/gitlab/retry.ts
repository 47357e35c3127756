import { setTimeout as pause } from 'node:timers/promises';
import pRetry from 'p-retry';
import { codeOf } from './network-fault.ts';
import type { GitLabOptions } from './options.ts';
import type { Reply } from './reply.ts';

const passingStatuses = new Set([429, 502, 503, 504]);
/** Refused connections, unknown names and bad certificates do not pass within seconds: those are said at once. */
const passingCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EAI_AGAIN']);
/** A person waits: a longer Retry-After is told, not slept through. */
const longestWaitSeconds = 20;

class PassingReply extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`status ${reply.status}`);
    this.reply = reply;
  }
}

/** Tries again while the fault is a passing one; the last reply comes back, whatever its status. */
export async function withRetries(
  once: () => Promise<Reply>,
  { retries, signal }: GitLabOptions,
): Promise<Reply> {
  const attempt = async () => {
    const reply = await once();
    if (passingStatuses.has(reply.status)) throw new PassingReply(reply);
    return reply;
  };
  try {
    return await pRetry(attempt, {
      retries: retries?.count ?? 3,
      minTimeout: retries?.pauseMs ?? 500,
      randomize: true,
      signal,
      shouldRetry: async ({ error, retryDelay }) => {
        if (!(error instanceof PassingReply)) return passingCodes.has(codeOf(error) ?? '');
        const wait = error.reply.retryAfterSeconds ?? 0;
        if (wait > longestWaitSeconds) return false;
        await pause(Math.max(0, wait * 1000 - retryDelay), undefined, { signal });
        return true;
      },
    });
  } catch (error) {
    if (error instanceof PassingReply) return error.reply;
    throw error;
  }
}

/** Seconds of a Retry-After header, which holds seconds or a date. */
export function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
