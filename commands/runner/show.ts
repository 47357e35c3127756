import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../../src/cli/flags.ts';

export default class RunnerShow extends GlfrCommand {
  static override summary = 'The runner as GitLab sees it: scope, tags, managers, jobs, token expiry';
  static override description =
    'Asks GitLab with a personal access token that has manage_runner. With --json one value.';
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy "runner show" prints the least policy. GLFR_GITLAB_TOKEN with manage_runner.';
  static override examples = ['<%= config.bin %> runner show', '<%= config.bin %> runner show --json'];
  static override flags = { ...tokenFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(RunnerShow);
    const session = await this.open(flags, 'lines');
    const { gatherCredentials } = await import('../../src/cli/gather.ts');
    const { showRunner } = await import('../../src/operations/runner-show.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const result = await showRunner({ stackName: flags.stack, credentials }, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/runner-show.ts')).runnerLines(
        shown,
        session.screen,
        session.deps.clock.now(),
      ),
    );
  }
}
