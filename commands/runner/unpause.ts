import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, tokenFlag, yesFlag } from '../../src/cli/flags.ts';

export default class RunnerUnpause extends GlfrCommand {
  static override summary = 'Let a paused runner take jobs again';
  static override description =
    'Takes glfr runner pause back, or a pause on the page of the runner in GitLab.';
  static override changes = 'The runner in GitLab. Nothing in AWS.';
  static override needs =
    'AWS credentials for reading: glfr export policy "runner unpause" prints the least policy. GLFR_GITLAB_TOKEN with manage_runner.';
  static override examples = [
    '<%= config.bin %> runner unpause',
    '<%= config.bin %> runner unpause --yes --json',
  ];
  static override flags = { ...tokenFlag, ...yesFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(RunnerUnpause);
    const session = await this.open(flags, 'lines');
    const { gatherCredentials } = await import('../../src/cli/gather.ts');
    const { pauseRunner } = await import('../../src/operations/runner-pause.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const about = { stackName: flags.stack, credentials, paused: false, confirmed: flags.yes };
    const result = await pauseRunner(about, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/runner-pause.ts')).pauseLines(shown, session.screen),
    );
  }
}
