import { GlfrCommand } from '../../src/cli/base-command.ts';
import { executorListFlags } from '../../src/cli/executor-flags.ts';
import { commonFlags } from '../../src/cli/flags.ts';
import { withSortKey } from '../../src/cli/sort-flag.ts';
import { askFleet } from '../../src/operations/ask-fleet.ts';

export default class ExecutorsLs extends GlfrCommand {
  static override summary = 'List the executors: what each does, for which job, since when and at what cost';
  static override description =
    "EC2 joined with the manager's log. With --json an array. In a pipe tab-separated, without truncation.";
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy "executors ls" prints the least policy.';
  static override examples = [
    '<%= config.bin %> executors ls',
    '<%= config.bin %> executors ls --watch',
    '<%= config.bin %> executors ls --state busy --project acme/web --sort=-age',
    '<%= config.bin %> executors ls -o wide',
    '<%= config.bin %> executors ls --columns id,job,boot,cost --all',
    '<%= config.bin %> executors ls --orphans -o id',
  ];
  static override flags = { ...executorListFlags, ...commonFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExecutorsLs, withSortKey(this.argv));
    const session = await this.open(flags, 'value');
    const { executorChoice } = await import('../../src/cli/executor-choice.ts');
    const choice = executorChoice(flags, session.screen.isTty);
    const { readPrices } = await import('../../src/cli/assets.ts');
    const input = { stackName: flags.stack, all: flags.all, prices: await readPrices(this.config.root) };
    if (flags.watch) {
      const { watchList } = await import('../../src/cli/watch-list.ts');
      return watchList({ ...input, everyMs: flags.interval * 1000 }, choice, session);
    }
    // Most of glfr is loaded while AWS answers.
    const reading = askFleet(input, session.deps).then(async (asked) => {
      const { readExecutors } = await import('../../src/operations/executors.ts');
      const read = readExecutors(input, session.deps, asked);
      const [fleet, { printList }] = await Promise.all([read, import('../../src/cli/print-list.ts')]);
      return { ...fleet, printList };
    });
    const { list, stack, printList } = await session.patiently(reading);
    return printList(list, choice, { session, kind: stack.parameters.Executor });
  }
}
