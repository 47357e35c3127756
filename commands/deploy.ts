import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag, waitFlags } from '../src/cli/flags.ts';
import { settingFlags } from '../src/cli/setting-flags.ts';

export default class Deploy extends GlfrCommand {
  static override summary = 'Create or update the stack without questions, for pipelines';
  static override description =
    `The same as init, but it never asks: what is not given keeps the stack's value, or the proposal that init
would make. The plan goes to stderr; --dry-run ends there.`;
  static override examples = [
    '<%= config.bin %> deploy --config glfr.yml',
    '<%= config.bin %> deploy --concurrency 8 --idle 2',
    'GLFR_RUNNER_TOKEN=… <%= config.bin %> deploy (a new token for the same runner)',
  ];
  static override flags = {
    ...settingFlags(),
    config: Flags.string({ description: 'read settings from this YAML file', env: 'GLFR_CONFIG' }),
    'dry-run': Flags.boolean({ description: 'end at the plan', env: 'GLFR_DRY_RUN' }),
    force: Flags.boolean({
      description: 'deploy although the network check says BLOCKED',
      env: 'GLFR_FORCE',
    }),
    ...tokenFlag,
    ...waitFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Deploy);
    const unasked = { ...flags, yes: true };
    const session = await this.open(unasked, 'stream');
    const { gatherInit } = await import('../src/cli/gather.ts');
    const { init } = await import('../src/operations/init.ts');
    const input = await gatherInit(unasked, session.world, this.config);
    const result = await session.perform(init(input, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/deploy.ts')).deployLines(shown, session.screen),
    );
  }
}
