import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../src/cli/flags.ts';

export default class Status extends GlfrCommand {
  static override summary = 'One screen: stack, manager, executors and what GitLab sees';
  static override description = 'With --json one value. GitLab is asked when GLFR_GITLAB_TOKEN is set.';
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];
  static override flags = { ...tokenFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    const session = await this.open(flags, 'value');
    const { gatherCredentials } = await import('../src/cli/gather.ts');
    const { status } = await import('../src/operations/status.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const result = await status({ stackName: flags.stack, credentials }, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/status.ts')).statusLines(
        shown,
        session.screen,
        session.deps.clock.now(),
      ),
    );
  }
}
