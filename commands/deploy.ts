import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { deployFlags } from '../src/cli/deploy-flags.ts';

export default class Deploy extends GlfrCommand {
  static override summary = 'Create or update the stack without questions, for pipelines';
  static override description =
    `The same as init, but it never asks: what is not given keeps the stack's value, or the proposal that init
would make. The plan goes to stderr; --dry-run ends there.`;
  static override changes =
    'The stack, and a new runner in GitLab where there is none yet. An update kills no job: the old manager ends its jobs first.';
  static override needs =
    'AWS credentials (glfr export policy deploy), and GLFR_GITLAB_TOKEN or GLFR_RUNNER_TOKEN for a new stack.';
  static override examples = [
    '<%= config.bin %> deploy --config glfr.yml',
    '<%= config.bin %> deploy --concurrency 8 --idle 2',
    'a new token for the same runner:\nGLFR_RUNNER_TOKEN=… <%= config.bin %> deploy',
  ];
  static override flags = {
    ...deployFlags(),
    yes: Flags.boolean({ char: 'y', description: 'as elsewhere; deploy never asks', env: 'GLFR_YES' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Deploy);
    const unasked = { ...flags, yes: true };
    const session = await this.open(unasked, 'stream');
    await (await import('../src/cli/run-init.ts')).runInit(unasked, session, this.config);
  }
}
