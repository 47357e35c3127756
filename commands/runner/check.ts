import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../../src/cli/flags.ts';

export default class RunnerCheck extends GlfrCommand {
  static override summary = "Is the stack's token good, and will it stay so?";
  static override description =
    `Asks GitLab about the runner with an access token (GLFR_GITLAB_TOKEN), or about the token itself with GLFR_RUNNER_TOKEN,
and looks in the manager's log for refusals. Exit code 0 when the token is good, warnings included; 4 when it is not.`;
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy "runner check" prints the least policy. One of the two GitLab tokens.';
  static override examples = ['<%= config.bin %> runner check', '<%= config.bin %> runner check --json'];
  static override flags = { ...tokenFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(RunnerCheck);
    const session = await this.open(flags, 'lines');
    const { gatherCredentials } = await import('../../src/cli/gather.ts');
    const { checkRunner } = await import('../../src/operations/runner-check.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const result = await checkRunner({ stackName: flags.stack, credentials }, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/runner-check.ts')).checkLines(
        shown,
        session.screen,
        session.deps.clock.now(),
      ),
    );
  }
}
