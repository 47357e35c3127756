import { Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExecutorsLs extends GlfrCommand {
  static override summary = 'List the executors and the job each of them runs';
  static override description = 'With --json an array. In a pipe tab-separated, without truncation.';
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy "executors ls" prints the least policy.';
  static override examples = [
    '<%= config.bin %> executors ls',
    '<%= config.bin %> executors ls --all --json',
  ];
  static override flags = {
    all: Flags.boolean({
      char: 'a',
      description: 'terminated ones too, as long as EC2 shows them',
      env: 'GLFR_ALL',
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExecutorsLs);
    const session = await this.open(flags, 'value');
    const { executors } = await import('../../src/operations/executors.ts');
    const rows = await executors({ stackName: flags.stack, all: flags.all }, session.deps);
    await session.finish(rows, async () => {
      const { executorLines, executorSummary } = await import('../../src/ui/results/executors.ts');
      session.aside(executorSummary(rows));
      return executorLines(rows, session.screen);
    });
  }
}
