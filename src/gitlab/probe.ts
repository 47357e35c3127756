import * as z from 'zod';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { baseOf, hostOf, staysHome } from './address.ts';
import { answerFault, redirected } from './answer-fault.ts';
import type { GitLabOptions } from './options.ts';
import { isRedirect, type Reply } from './reply.ts';
import { request } from './request.ts';

/** GitLab as it answers: `url` is https where http only leads there. */
export interface Probed {
  url: string;
  version?: string;
}

const path = 'version';
const mostRedirects = 5;
const shown = z.object({ version: z.string() });
/** Every GitLab refuses its version without a token, and in these words. */
const refused = z.object({ message: z.string().startsWith('401') });

/** Is GitLab there? Asked without a token, so redirects can be followed as long as they stay with the host. */
export async function probe(url: string, options: GitLabOptions): Promise<Probed> {
  let base = url;
  for (let hops = 0; hops < mostRedirects; hops++) {
    const reply = await request(base, { method: 'GET', path }, options);
    if (!isRedirect(reply)) return judge(reply, base);
    const to = URL.canParse(reply.location ?? '', base) ? new URL(reply.location ?? '', base) : undefined;
    if (!to || !staysHome(base, to)) throw redirected(reply, base);
    const next = baseOf(to, path);
    if (next === undefined) throw notGitLab(reply, url);
    base = next;
  }
  throw redirected({ status: 302, json: undefined }, url);
}

function judge(reply: Reply, url: string): Probed {
  const { status, json } = reply;
  const version = shown.safeParse(json);
  if (status === 200 && version.success) return { url, version: version.data.version };
  if (status === 401 && refused.safeParse(json).success) return { url };
  if (status === 429 || status >= 500) throw answerFault(reply, { method: 'GET', path, ...explained }, url);
  throw notGitLab(reply, url);
}

const explained = { does: 'read its version', needs: { kind: 'access', scope: 'read_user' } } as const;

const notGitLab = ({ status }: Reply, url: string) =>
  new GlfrError({
    code: 'gitlab.not-gitlab',
    message: `Something answers at ${hostOf(url)} (status ${status}), but not as GitLab does.`,
    suggestions: [
      'check --gitlab-url; with GitLab below a path, give the path too: https://example.com/gitlab',
      'if a login page stands before GitLab, let /api/v4 past it: the runner needs that too',
    ],
    exitCode: exitCode.unreachable,
  });
