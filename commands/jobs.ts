import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags } from '../src/cli/flags.ts';
import { watchFlag } from '../src/cli/watch-flag.ts';

export default class Jobs extends GlfrCommand {
  static override summary = 'Running and recent jobs: what they waited, booted and ran';
  static override description =
    `Read out of the manager's log, running jobs first, then the newest. With --json an array; in a pipe tab-separated, without
truncation. A job that has run for more than an hour before --since is seen once the manager writes of it again.`;
  static override changes = 'Nothing.';
  static override needs = 'AWS credentials for reading: glfr export policy jobs prints the least policy.';
  static override examples = [
    '<%= config.bin %> jobs',
    '<%= config.bin %> jobs --since 1d --state failed --project acme/web',
    '<%= config.bin %> jobs -n 1 --json',
  ];
  static override flags = {
    since: Flags.string({
      char: 's',
      description: 'jobs that run, or ended since then: 90s, 1h30m, 2d, 08:15, 2026-11-23T08:00, epoch',
      env: 'GLFR_SINCE',
      default: '1h',
    }),
    state: Flags.option({
      description: 'only these; running has those that wait for their executor too',
      env: 'GLFR_STATE',
      options: ['running', 'succeeded', 'failed'] as const,
    })(),
    project: Flags.string({
      description: "only this project's (full path or number), or all of a group (its path)",
      env: 'GLFR_PROJECT',
    }),
    limit: Flags.integer({ char: 'n', description: 'no more than so many', env: 'GLFR_LIMIT', min: 1 }),
    ...watchFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Jobs);
    const session = await this.open(flags, 'value');
    const { sinceOrFail } = await import('../src/cli/since.ts');
    const { openJobs } = await import('../src/operations/jobs.ts');
    const from = sinceOrFail(flags.since, session.deps.clock);
    const { state, project, limit } = flags;
    const input = { stackName: flags.stack, from, state, project, limit };
    const read = await session.patiently(openJobs(input, session.deps));
    if (flags.watch) {
      const { watch } = await import('../src/cli/watch.ts');
      const { jobFrames } = await import('../src/ui/results/job-frames.ts');
      const draw = jobFrames(flags.since);
      return watch({ session, read, frame: async (rows, screen) => draw(rows, screen) });
    }
    const rows = await session.patiently(read());
    const { jobList, jobSummary } = await import('../src/ui/results/jobs.ts');
    const { finishList } = await import('../src/cli/finish-list.ts');
    const shown = { rows, summary: jobSummary(rows, flags.since), list: jobList(rows, session.screen) };
    await finishList(shown, session, flags);
  }
}
