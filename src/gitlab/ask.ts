import type { z } from 'zod';
import { accessTokenProblem, runnerTokenProblem } from '../domain/gitlab/token.ts';
import { answerFault, unexpected } from './answer-fault.ts';
import type { Call } from './call.ts';
import type { GitLabOptions } from './options.ts';
import { probe } from './probe.ts';
import { isDone, type Reply } from './reply.ts';
import { request } from './request.ts';
import { tokenKindFault } from './token-fault.ts';

/** Sends a token-bearing call to the GitLab at `url`; `base` is where that leads in the end. */
export type Send = (url: string, call: Call) => Promise<{ reply: Reply; base: string }>;

/** A `Send` that finds out once where an http address leads, before any token goes there. */
export function sender(options: GitLabOptions): Send {
  const settled = new Map<string, Promise<string>>();
  const settle = (url: string): Promise<string> => {
    if (url.startsWith('https:')) return Promise.resolve(url);
    const known = settled.get(url);
    if (known) return known;
    const found = probe(url, options).then((probed) => probed.url);
    settled.set(url, found);
    found.catch(() => settled.delete(url));
    return found;
  };
  return async (url, call) => {
    refuseWrongKind(call);
    const base = await settle(url);
    return { reply: await request(base, call, options), base };
  };
}

/** Does one call and reads its answer; everything that goes wrong is a GlfrError. */
export async function ask<T>(send: Send, url: string, call: Call, answer: z.ZodType<T>): Promise<T> {
  const { reply, base } = await send(url, call);
  return read(reply, call, base, answer);
}

/** Every page of a list; `path` without a query's page. */
export async function askAll<T>(send: Send, url: string, call: Call, items: z.ZodType<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page: number | undefined = 1; page !== undefined; ) {
    const { reply, base } = await send(url, { ...call, path: `${call.path}&per_page=100&page=${page}` });
    all.push(...read(reply, call, base, items));
    page = reply.nextPage;
  }
  return all;
}

/** What a reply holds, if it is the one that was hoped for. */
export function read<T>(reply: Reply, call: Call, base: string, answer: z.ZodType<T>): T {
  if (!isDone(reply)) throw answerFault(reply, call, base);
  const found = answer.safeParse(reply.json);
  if (found.success) return found.data;
  const fields = found.error.issues.map(({ path }) => path.join('.') || 'no JSON object').join(', ');
  throw unexpected(`${call.method} ${call.path} in an unknown form (${fields})`, base);
}

function refuseWrongKind({ accessToken, form, needs }: Call): void {
  const isAccess = needs.kind === 'access';
  const problem = isAccess ? accessTokenProblem(accessToken ?? '') : runnerTokenProblem(form?.token ?? '');
  if (problem) throw tokenKindFault(problem);
}
