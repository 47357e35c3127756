import { GlfrError, interrupted } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { apiUrl } from './address.ts';
import { networkFault } from './network-fault.ts';
import type { GitLabOptions } from './options.ts';
import type { Reply } from './reply.ts';
import { retryAfter, withRetries } from './retry.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v4/`. */
  path: string;
  accessToken?: string;
  form?: Readonly<Record<string, string>>;
}

const timeoutMs = 20_000;

/** One API call with its retries; any HTTP status is a reply, and only a failed connection throws. */
export async function request(base: string, asked: Request, options: GitLabOptions): Promise<Reply> {
  let isSent = false;
  const once = () => {
    isSent = true;
    return exchange(base, asked, options);
  };
  refuseCredentials(base);
  // Deleting is how a Ctrl-C is cleaned up after.
  const signal = asked.method === 'DELETE' ? undefined : options.signal;
  try {
    signal?.throwIfAborted();
    return asked.method === 'GET' ? await withRetries(once, options) : await once();
  } catch (error) {
    // Of a change that was sent and not answered, "interrupted" would say that nothing was done.
    if (signal?.aborted && (asked.method === 'GET' || !isSent))
      throw signal.reason instanceof GlfrError ? signal.reason : interrupted(signal.reason);
    throw networkFault(error, base);
  }
}

async function exchange(base: string, asked: Request, options: GitLabOptions): Promise<Reply> {
  const { method, path, accessToken, form } = asked;
  const timeout = AbortSignal.timeout(timeoutMs);
  // A change that was sent is not cut off: nobody would know whether the runner exists.
  const canBeCut = method === 'GET' && options.signal;
  const response = await options.fetch(apiUrl(base, path), {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'glfr',
      ...(accessToken && { 'private-token': accessToken.trim() }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
    // fetch keeps its own headers across hosts, so it must not follow: PRIVATE-TOKEN would go along.
    redirect: 'manual',
    signal: canBeCut ? AbortSignal.any([canBeCut, timeout]) : timeout,
  });
  const { status, headers } = response;
  const wait = retryAfter(headers.get('retry-after'));
  const location = headers.get('location');
  const nextPage = Number(headers.get('x-next-page'));
  return {
    status,
    json: await readJson(response),
    ...(wait !== undefined && { retryAfterSeconds: wait }),
    ...(location !== null && { location }),
    ...(nextPage > 0 && { nextPage }),
  };
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('content-type')?.includes('json')) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch refuses such an address with a message that repeats the password. */
function refuseCredentials(base: string): void {
  const { username, password } = new URL(base);
  if (!username && !password) return;
  throw new GlfrError({
    code: 'gitlab.address',
    message: "GitLab's address has a user name or a password in it, which glfr does not send.",
    suggestions: ['give --gitlab-url without what stands before the @'],
    exitCode: exitCode.usage,
  });
}
