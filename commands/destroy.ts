import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag, waitFlags, yesFlag } from '../src/cli/flags.ts';

export default class Destroy extends GlfrCommand {
  static override summary = 'Take everything away: executors, stack, and the runner in GitLab';
  static override description =
    'It says what it keeps. A deletion that was interrupted is picked up by the same command.';
  static override changes =
    "Ends the executors with their jobs, deletes the stack with the manager's log, and the runner in GitLab. The VPC, and what glfr did not make, stays.";
  static override needs =
    'AWS credentials (glfr export policy destroy), and GLFR_GITLAB_TOKEN to delete the runner; without it the runner is named and stays.';
  static override examples = ['<%= config.bin %> destroy', '<%= config.bin %> destroy --stack glfr --yes'];
  static override flags = { ...tokenFlag, timeout: waitFlags.timeout, ...yesFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Destroy);
    const session = await this.open(flags, 'stream');
    const { followOptions, gatherCredentials } = await import('../src/cli/gather.ts');
    const { destroy } = await import('../src/operations/destroy.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const { timeoutMs } = followOptions(flags);
    const input = { stackName: flags.stack, credentials, confirmed: flags.yes, timeoutMs };
    const result = await session.perform(destroy(input, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/destroy.ts')).destroyLines(shown, session.screen),
    );
  }
}
