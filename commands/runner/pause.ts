import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, tokenFlag, yesFlag } from '../../src/cli/flags.ts';

export default class RunnerPause extends GlfrCommand {
  static override summary = 'Let the runner take no new jobs; jobs that run go on';
  static override description =
    'The manager stays up. It is taken back with glfr runner unpause. A runner that is paused already is left as it is.';
  static override changes = 'The runner in GitLab, which is shown as paused there. Nothing in AWS.';
  static override needs =
    'AWS credentials for reading: glfr export policy "runner pause" prints the least policy. GLFR_GITLAB_TOKEN with manage_runner.';
  static override examples = [
    '<%= config.bin %> runner pause',
    '<%= config.bin %> runner pause --yes --json',
  ];
  static override flags = { ...tokenFlag, ...yesFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(RunnerPause);
    const session = await this.open(flags, 'lines');
    const { gatherCredentials } = await import('../../src/cli/gather.ts');
    const { pauseRunner } = await import('../../src/operations/runner-pause.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const about = { stackName: flags.stack, credentials, paused: true, confirmed: flags.yes };
    const result = await pauseRunner(about, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/runner-pause.ts')).pauseLines(shown, session.screen),
    );
  }
}
