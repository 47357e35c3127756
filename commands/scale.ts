import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, dryRunFlag, tokenFlag, waitFlags, yesFlag } from '../src/cli/flags.ts';
import { settingFlags } from '../src/cli/setting-flags.ts';
import { scaleKeys } from '../src/domain/stack/scale-plan.ts';

export default class Scale extends GlfrCommand {
  static override summary = 'Change how many jobs run at the same time; running jobs end first';
  static override description =
    `A new task definition revision through the stack, followed until the new manager reports it; then what no
manager knows any more is listed and, after a yes, taken away. --dry-run shows the change set. Without a setting the
current values are printed in a form to paste back.`;
  static override changes =
    'One or more settings of the stack: a new manager starts once the old one has ended its jobs, with --now at once. --dry-run makes a change set and takes it away again. Without a setting nothing.';
  static override needs = 'AWS credentials (glfr export policy scale).';
  static override examples = [
    '<%= config.bin %> scale',
    '<%= config.bin %> scale --concurrency 8',
    '<%= config.bin %> scale --concurrency 8 --dry-run',
    '<%= config.bin %> scale --concurrency 2 --now',
    "<%= config.bin %> scale --schedule '* 7-18 * * mon-fri=5@Europe/Berlin'",
  ];
  static override flags = {
    ...settingFlags(scaleKeys),
    ...dryRunFlag,
    ...tokenFlag,
    ...waitFlags,
    now: Flags.boolean({
      description: 'do not wait for running jobs: they are named first, and die within two minutes',
      env: 'GLFR_NOW',
      exclusive: ['drain'],
    }),
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Scale);
    const session = await this.open(flags, 'stream');
    const { gatherScale, refuseWithoutSetting } = await import('../src/cli/gather-scale.ts');
    const input = await gatherScale(flags, session.world, this.config.root);
    if (Object.keys(input.draft).length === 0) {
      refuseWithoutSetting(flags);
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
