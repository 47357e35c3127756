import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { bareAddress, type JobAddress, parseJobAddress } from '../domain/gitlab/job-address.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { againWithout } from '../domain/typed-command.ts';

/** Is it a job's number or address, whatever stack it belongs to? */
export const looksLikeJob = (text: string): boolean => parseJobAddress(text, '') !== undefined;

/**
 * A job as it was typed, if the stack's GitLab may have it. `command`: what takes it. Errors: `job.invalid`,
 * `job.other-gitlab` (2).
 */
export function jobOfStack(text: string, { name, parameters }: Stack, command: string): JobAddress {
  const gitlabUrl = parameters.GitLabUrl ?? '';
  const address = parseJobAddress(text, gitlabUrl);
  if (!address) throw noJob(text, command, gitlabUrl);
  const { gitlab } = address.place ?? {};
  if (gitlab === undefined || gitlab === bareAddress(gitlabUrl)) return address;
  throw new GlfrError({
    code: 'job.other-gitlab',
    message: `That job is in ${gitlab}, and the stack ${name} gets its jobs from ${gitlabUrl}.`,
    suggestions: ['glfr ls', `${againWithout('--stack')} --stack THE-OTHER`],
    exitCode: exitCode.usage,
  });
}

/** Error: `job.invalid` (2). */
export const noJob = (text: string, command: string, gitlabUrl = 'https://gitlab.example.com'): GlfrError =>
  new GlfrError({
    code: 'job.invalid',
    message: `${text} is neither the number of a job nor its address in GitLab.`,
    suggestions: [`${command} 4711`, `${command} ${gitlabUrl}/group/project/-/jobs/4711`],
    exitCode: exitCode.usage,
  });
