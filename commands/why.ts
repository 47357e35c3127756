import { Args, Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../src/cli/flags.ts';

export default class Why extends GlfrCommand {
  static override summary = 'Where the time of one job went, and what would make the next one faster';
  static override description =
    `Read out of the manager's log: waited in GitLab, picked up, launched, booted, connected, ran. Of a job that never ran here
GitLab is asked, when its address is given and GLFR_GITLAB_TOKEN is set (read_api); the exit code is 3.`;
  static override usage = 'why JOB|URL [FLAGS]';
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy why prints the least policy. GLFR_GITLAB_TOKEN for jobs that never ran here.';
  static override examples = [
    '<%= config.bin %> why 4711',
    '<%= config.bin %> why https://gitlab.example.com/group/project/-/jobs/4711',
  ];
  static override args = {
    job: Args.string({ description: 'number of the job, or its address in GitLab', required: true }),
  };
  static override flags = {
    since: Flags.string({
      char: 's',
      description: 'how far back the log is searched: 2h, 7d, 2026-11-23T08:00, epoch',
      env: 'GLFR_SINCE',
      default: '7d',
    }),
    ...tokenFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Why);
    const session = await this.open(flags, 'value');
    const { sinceOrFail } = await import('../src/cli/since.ts');
    const { gatherCredentials } = await import('../src/cli/gather.ts');
    const { why } = await import('../src/operations/why.ts');
    const from = sinceOrFail(flags.since, session.deps.clock);
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const input = { stackName: flags.stack, job: args.job, from, credentials };
    const result = await session.patiently(why(input, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/why.ts')).whyLines(shown, session.screen),
    );
  }
}
