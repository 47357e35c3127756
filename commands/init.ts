import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag, waitFlags, yesFlag } from '../src/cli/flags.ts';
import { settingFlags } from '../src/cli/setting-flags.ts';

export default class Init extends GlfrCommand {
  static override summary = 'Set up a runner: discover the network, ask what is open, show the plan, deploy';
  static override description =
    `Answers given by flags, environment or --config are never asked. With --yes nothing is asked at all.
Secrets have no flag: they are asked for, or come from GLFR_GITLAB_TOKEN (a personal access token that may create
runners), GLFR_RUNNER_TOKEN (a runner's own glrt- token) or --token-file.
With --json every event is one line, the result the last.`;
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --sandbox --yes',
    '<%= config.bin %> init --vpc vpc-0a1b2c3d --subnet subnet-0a1b2c3d --gitlab-url https://gitlab.example.com --dry-run',
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
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    const session = await this.open(flags, 'stream');
    const { gatherInit } = await import('../src/cli/gather.ts');
    const { init } = await import('../src/operations/init.ts');
    const input = await gatherInit(flags, session.world, this.config);
    const result = await session.perform(init(input, session.deps));
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/deploy.ts')).deployLines(shown, session.screen),
    );
  }
}
