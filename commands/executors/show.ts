import { Args, Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExecutorsShow extends GlfrCommand {
  static override summary = 'The life of one executor: launch, boot, job, end; its log lines and its console';
  static override usage = '<%= command.id %> ID|JOB [FLAGS]';
  static override description =
    `ID is an instance id, or with docker-machine a machine's name; its beginning will do where no other begins so. JOB is the
number of the job that it runs or ran, or the job's address in GitLab. One that EC2 has forgotten is looked for in a day of the log.`;
  static override changes = 'Nothing.';
  static override needs =
    'AWS credentials for reading: glfr export policy "executors show" prints the least policy.';
  static override examples = [
    '<%= config.bin %> executors show i-0cf7cb9a930408181',
    '<%= config.bin %> executors show i-0cf7 --lines 100 --console 0',
    '<%= config.bin %> executors show 4211353',
    '<%= config.bin %> executors show i-0cf7cb9a930408181 --json',
  ];
  static override args = {
    id: Args.string({ description: 'executor (id, name, or the beginning of one) or job', required: true }),
  };
  static override flags = {
    lines: Flags.integer({
      char: 'n',
      description: 'at most so many lines of the log (--json has all)',
      env: 'GLFR_EXECUTORS_LINES',
      default: 20,
      min: 0,
    }),
    console: Flags.integer({
      description: "at most so many lines of the machine's console",
      env: 'GLFR_CONSOLE',
      default: 20,
      min: 0,
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExecutorsShow);
    const session = await this.open(flags, 'value');
    const { readPrices } = await import('../../src/cli/assets.ts');
    const { showExecutor } = await import('../../src/operations/executors-show.ts');
    const prices = await readPrices(this.config.root);
    const input = { stackName: flags.stack, wanted: args.id, prices, consoleLines: flags.console };
    const result = await showExecutor(input, session.deps);
    await session.finish(result, async (shown) => {
      const { showLines } = await import('../../src/ui/results/executor-show.ts');
      const now = session.deps.clock.now();
      return showLines(shown, session.screen, { now, mostLog: flags.lines });
    });
  }
}
