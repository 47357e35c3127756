import { GlfrCommand } from '../../src/cli/base-command.ts';
import { executorListFlags, withSortKey } from '../../src/cli/executor-flags.ts';
import { commonFlags } from '../../src/cli/flags.ts';

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
    const prices = await readPrices(this.config.root);
    const input = { stackName: flags.stack, all: flags.all, prices };
    if (flags.watch) {
      const { watchList } = await import('../../src/cli/watch-list.ts');
      return watchList({ ...input, everyMs: flags.interval * 1000 }, choice, session);
    }
    const { readExecutors } = await import('../../src/operations/executors.ts');
    const reading = readExecutors(input, session.deps);
    // Loaded while AWS answers.
    const [{ list, stack }, { printList }] = await Promise.all([
      session.patiently(reading),
      import('../../src/cli/print-list.ts'),
    ]);
    return printList(list, choice, { session, kind: stack.parameters.Executor });
  }
}
