import type { NewRunner } from '../domain/gitlab/runner.ts';
import { sender } from './ask.ts';
import { findJob } from './jobs.ts';
import type { GitLabOptions } from './options.ts';
import { probe } from './probe.ts';
import { addresses, version } from './reach.ts';
import { deleteRunnerByToken, verifyRunnerToken } from './runner-token.ts';
import { createRunner, runnerCalls } from './runners.ts';

/** GitLab as operations use it. */
export function gitlabPort(options: GitLabOptions) {
  const send = sender(options);
  return {
    addresses: (url: string) => addresses(url, options),
    probe: (url: string) => probe(url, options),
    version: (url: string, token: string) => version(send, url, token),
    createRunner: (url: string, token: string, runner: NewRunner) => createRunner(send, url, token, runner),
    verifyRunnerToken: (url: string, runnerToken: string) => verifyRunnerToken(send, url, runnerToken),
    runner: (url: string, token: string, id: number) => runnerCalls(send, url, token, id).find(),
    managers: (url: string, token: string, id: number) => runnerCalls(send, url, token, id).managers(),
    runningJobs: (url: string, token: string, id: number) => runnerCalls(send, url, token, id).runningJobs(),
    job: (url: string, token: string, project: string, id: number) => findJob(send, url, token, project, id),
    pauseRunner: (url: string, token: string, id: number, paused: boolean) =>
      runnerCalls(send, url, token, id).pause(paused),
    resetRunnerToken: (url: string, token: string, id: number) =>
      runnerCalls(send, url, token, id).resetToken(),
    deleteRunner: (url: string, token: string, id: number) => runnerCalls(send, url, token, id).remove(),
    deleteRunnerByToken: (url: string, runnerToken: string) => deleteRunnerByToken(send, url, runnerToken),
  };
}
