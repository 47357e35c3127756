import { Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, tokenFlag, yesFlag } from '../../src/cli/flags.ts';

export default class ExecutorsPrune extends GlfrCommand {
  static override summary =
    'Find and take away what nobody knows any more: instances, spot requests, key pairs';
  static override description =
    'Lists everything with its reason first, then asks, then looks again. What belongs to another stack, or may run a job, is never touched. Stale managers in GitLab are listed where GLFR_GITLAB_TOKEN is set.';
  static override changes =
    'After a yes: ends instances, cancels spot requests and deletes key pairs that nobody knows any more.';
  static override needs =
    'AWS credentials (glfr export policy "executors prune"). GLFR_GITLAB_TOKEN to see stale managers.';
  static override examples = [
    '<%= config.bin %> executors prune --dry-run',
    '<%= config.bin %> executors prune',
    '<%= config.bin %> executors prune --yes --json',
  ];
  static override flags = {
    'dry-run': Flags.boolean({ description: 'only list what would be taken away', env: 'GLFR_DRY_RUN' }),
    ...tokenFlag,
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExecutorsPrune);
    const session = await this.open(flags, 'lines');
    const { readPrices } = await import('../../src/cli/assets.ts');
    const { gatherCredentials } = await import('../../src/cli/gather.ts');
    const { pruneExecutors } = await import('../../src/operations/executors-prune.ts');
    const { leftoverLines } = await import('../../src/ui/blocks/leftovers.ts');
    const { pruneLines } = await import('../../src/ui/results/executor-prune.ts');
    const { asideStyle } = await import('../../src/cli/aside-style.ts');
    const credentials = await gatherCredentials(flags['token-file'], session.world);
    const prices = await readPrices(this.config.root);
    const now = () => session.deps.clock.now();
    const input = {
      ...{ stackName: flags.stack, credentials, prices },
      ...{ dryRun: flags['dry-run'], confirmed: flags.yes },
      onFound: (found: Parameters<typeof leftoverLines>[0]) => {
        if (session.json || flags.yes) return;
        for (const line of leftoverLines(found, asideStyle(flags), now())) session.aside(line);
      },
    };
    const result = await pruneExecutors(input, session.deps);
    await session.finish(result, async (shown) => pruneLines(shown, session.screen, now()));
  }
}
