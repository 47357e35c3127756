import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, dryRunFlag, tokenFlag, waitFlags, yesFlag } from '../../src/cli/flags.ts';

export default class RunnerRotate extends GlfrCommand {
  static override summary = 'Put another token into the stack; running jobs are not killed';
  static override description =
    `GitLab makes the new token and refuses the old one from then on; the stack gets it, and a new manager starts with it once
the old one has ended its jobs. With GLFR_RUNNER_TOKEN, or a runner token in --token-file, that one is put in place instead.`;
  static override changes =
    "The runner's token in GitLab and in the stack's secret; a new manager starts with it.";
  static override needs =
    'AWS credentials (glfr export policy "runner rotate"), and one of the two GitLab tokens.';
  static override examples = [
    '<%= config.bin %> runner rotate',
    '<%= config.bin %> runner rotate --token-file new-token --yes',
  ];
  static override flags = {
    ...dryRunFlag,
    ...tokenFlag,
    ...waitFlags,
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(RunnerRotate);
    const session = await this.open(flags, 'stream');
    const { followOptions, gatherCredentials } = await import('../../src/cli/gather.ts');
    const { rotateToken } = await import('../../src/operations/runner-rotate.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const about = { stackName: flags.stack, credentials, confirmed: flags.yes, dryRun: flags['dry-run'] };
    const result = await session.perform(rotateToken({ ...about, ...followOptions(flags) }, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/runner-rotate.ts')).rotateLines(
        shown,
        session.screen,
        session.deps.clock.now(),
      ),
    );
  }
}
