import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, dryRunFlag, tokenFlag, waitFlags, yesFlag } from '../src/cli/flags.ts';
import { settingFlags } from '../src/cli/setting-flags.ts';
import { scaleKeys } from '../src/domain/stack/scale-plan.ts';

export default class Scale extends GlfrCommand {
  static override summary = 'Change how many jobs run at the same time; running jobs are not killed';
  static override description =
    `A new task definition revision through the stack, followed until the new manager reports it. Without
a setting it prints the current values in a form to paste back.`;
  static override changes =
    'One or more settings of the stack: a new manager starts once the old one has ended its jobs. Without a setting nothing.';
  static override needs = 'AWS credentials (glfr export policy scale).';
  static override examples = [
    '<%= config.bin %> scale',
    '<%= config.bin %> scale --concurrency 8',
    "<%= config.bin %> scale --schedule '* 7-18 * * mon-fri=5@Europe/Berlin'",
  ];
  static override flags = {
    ...settingFlags(scaleKeys),
    ...dryRunFlag,
    ...tokenFlag,
    ...waitFlags,
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Scale);
    const session = await this.open(flags, 'stream');
    const { gatherScale } = await import('../src/cli/gather-scale.ts');
    const input = await gatherScale(flags, session.world);
    if (Object.keys(input.draft).length === 0) {
      const { scaleSettings } = await import('../src/operations/scale-settings.ts');
      const current = await scaleSettings(flags.stack, session.deps.stacks);
      return session.finish(current, async ({ command }) => [command]);
    }
    const { scale } = await import('../src/operations/scale.ts');
    const result = await session.perform(scale(input, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/deploy.ts')).deployLines(shown, session.screen),
    );
  }
}
