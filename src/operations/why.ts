import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { JobAddress } from '../domain/gitlab/job-address.ts';
import type { WhyResult } from '../domain/result/why.ts';
import { adviceFor } from '../domain/runner/jobs/advice.ts';
import type { JobLog, JobRecord } from '../domain/runner/jobs/job-record.ts';
import { jobRow, phasesIn } from '../domain/runner/jobs/job-row.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { placeOf } from '../domain/stack/place.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { againWithout } from '../domain/typed-command.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { findJob } from './find-job.ts';
import { jobOfStack } from './job-of-stack.ts';
import { namesExecutors } from './jobs.ts';
import { locate } from './locate.ts';
import type { Clock, GitLabPort, LogsPort, StackPort } from './ports.ts';
import { requireParts } from './stack-parts.ts';
import { whatGitLabSays } from './what-gitlab-says.ts';

interface Deps {
  stacks: StackPort;
  logs: LogsPort;
  gitlab: GitLabPort;
  clock: Clock;
}

interface Input {
  stackName?: string | undefined;
  /** As it was typed. */
  job: string;
  /** How far back the log is searched, by AWS's clock, which is known after the first answer. */
  from: (now: number) => number;
  credentials: Credentials;
}

/**
 * Where the time of one job went. Errors: `job.invalid` and `job.other-gitlab` (2), `job.not-found` (3) with what
 * GitLab says of it, where it can be asked.
 */
export async function why(input: Input, deps: Deps): Promise<WhyResult> {
  const stack = await locate(input.stackName, deps.stacks);
  const address = jobOfStack(input.job, stack, 'glfr why');
  const parts = await requireParts(stack, deps.stacks);
  const now = deps.clock.now();
  const from = input.from(now);
  const found = await findJob({ id: address.id, parts, from, now }, deps.logs);
  if (found) return explain(found, stack, now);
  const said = await whatGitLabSays(address, stack, input.credentials, deps.gitlab);
  throw notFound(address, stack, new Date(from), { said, hasToken: Boolean(input.credentials.accessToken) });
}

function explain({ job, log }: { job: JobRecord; log: JobLog }, stack: Stack, now: number): WhyResult {
  const options = { now, namesExecutors: namesExecutors(stack) };
  const phases = phasesIn(job, log, options);
  const [first, last] = [phases[0]?.from ?? now, phases.at(-1)?.to ?? now];
  const { phase, text, next } = adviceFor(job, log, phases, settingsFromParameters(stack.parameters));
  return {
    ...{ stackName: stack.name, region: placeOf(stack).region, job: jobRow(job, log, options) },
    phases: phases.map(({ kind, from, to }) => ({
      kind,
      startedAt: new Date(from).toISOString(),
      seconds: (to - from) / 1000,
    })),
    totalSeconds: (last - first) / 1000,
    advice: { phase, text },
    next: [...next, 'glfr jobs'],
  };
}

const notFound = (
  address: JobAddress,
  { name, parameters }: Stack,
  from: Date,
  { said, hasToken }: { said: string; hasToken: boolean },
) =>
  new GlfrError({
    code: 'job.not-found',
    message: `The log of ${name} names job ${address.id} nowhere since ${from.toISOString().slice(0, 16).replace('T', ' ')} UTC.${said && ` ${said}`}`,
    suggestions: [
      ...(hasToken ? [] : ['set GLFR_GITLAB_TOKEN (read_api), so that GitLab can be asked']),
      ...(address.place
        ? ['glfr runner show (its tags)']
        : [`glfr why ${parameters.GitLabUrl}/GROUP/PROJECT/-/jobs/${address.id} (then GitLab can be asked)`]),
      'glfr jobs',
      `${againWithout('--since')} --since 14d (if it is older)`,
    ],
    exitCode: exitCode.notFound,
  });
