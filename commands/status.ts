import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../src/cli/flags.ts';
import { watchFlag } from '../src/cli/watch-flag.ts';

export default class Status extends GlfrCommand {
  static override summary = 'One screen: what is wrong, stack, manager, runner, executors, waits and costs';
  static override description =
    `What is wrong comes first. GitLab is asked when GLFR_GITLAB_TOKEN is set. What a missing permission hides is named, and
the rest is shown. With --json one value.`;
  static override changes = 'Nothing.';
  static override needs =
    "AWS credentials for reading: glfr export policy status prints the least policy. GLFR_GITLAB_TOKEN for GitLab's view.";
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --watch',
    '<%= config.bin %> status --json',
  ];
  static override flags = { ...watchFlag, ...tokenFlag, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    const session = await this.open(flags, 'value');
    const { gatherCredentials } = await import('../src/cli/gather.ts');
    const { readPrices } = await import('../src/cli/assets.ts');
    const { openStatus } = await import('../src/operations/status.ts');
    const { statusLines } = await import('../src/ui/results/status.ts');
    const [credentials, prices] = await Promise.all([
      gatherCredentials(flags['token-file'], session.world),
      readPrices(this.config.root),
    ]);
    const read = openStatus({ stackName: flags.stack, credentials, prices }, session.deps);
    type Shown = Awaited<ReturnType<typeof read>>;
    const lines = async (shown: Shown, screen = session.screen) =>
      statusLines(shown, screen, session.deps.clock.now());
    if (!flags.watch) return session.finish(await session.patiently(read()), lines);
    const { watch } = await import('../src/cli/watch.ts');
    const { bodyFrame } = await import('../src/ui/tty/frame.ts');
    const frame = async (shown: Shown, screen: typeof session.screen) =>
      bodyFrame(await lines(shown, screen));
    await watch({ session, read, frame });
  }
}
