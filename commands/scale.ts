import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag, waitFlags, yesFlag } from '../src/cli/flags.ts';

export default class Scale extends GlfrCommand {
  static override summary = 'Change how many jobs run at the same time; running jobs are not killed';
  static override description =
    `A new task definition revision through the stack, followed until the new manager reports it. Without
--concurrency it prints the current value in a form to paste back.`;
  static override examples = ['<%= config.bin %> scale', '<%= config.bin %> scale --concurrency 8'];
  static override flags = {
    concurrency: Flags.integer({
      description: 'jobs at the same time',
      env: 'GLFR_CONCURRENCY',
      min: 1,
      max: 1000,
    }),
    'dry-run': Flags.boolean({ description: 'end at the plan', env: 'GLFR_DRY_RUN' }),
    ...tokenFlag,
    ...waitFlags,
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Scale);
    const session = await this.open(flags, 'stream');
    const { concurrency } = flags;
    if (concurrency === undefined) {
      const { locate } = await import('../src/operations/locate.ts');
      const stack = await locate(flags.stack, session.deps.stacks);
      const now = Number(stack.parameters.Concurrency);
      const line = `glfr scale --stack ${stack.name} --concurrency ${now}`;
      return session.finish({ stackName: stack.name, concurrency: now }, async () => [line]);
    }
    const { followOptions, gatherCredentials } = await import('../src/cli/gather.ts');
    const { scale } = await import('../src/operations/scale.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const result = await session.perform(
      scale(
        {
          ...{
            stackName: flags.stack,
            concurrency,
            credentials,
            confirmed: flags.yes,
            dryRun: flags['dry-run'],
          },
          ...followOptions(flags),
        },
        session.deps,
      ),
    );
    await session.finish(result, async (shown) =>
      (await import('../src/ui/results/deploy.ts')).deployLines(shown, session.screen),
    );
  }
}
