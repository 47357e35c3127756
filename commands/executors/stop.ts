import { Args, Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags, yesFlag } from '../../src/cli/flags.ts';

export default class ExecutorsStop extends GlfrCommand {
  static override summary = 'End executors by name; a busy one only with --force';
  static override usage = '<%= command.id %> ID... [FLAGS]';
  static override description =
    `By instance id or machine name, or the beginning of one where no other begins so. Through the Auto Scaling group, which then
wants one less. All that are named are ended, or none is.`;
  static override changes =
    "Ends the named instances, and lowers the group's capacity by as many; with --force their jobs fail.";
  static override needs = 'AWS credentials (glfr export policy "executors stop").';
  static override examples = [
    '<%= config.bin %> executors stop i-0cf7cb9a930408181',
    '<%= config.bin %> executors stop i-0cf7cb9a930408181 i-0bdd0e2d446349079 --yes',
    '<%= config.bin %> executors stop i-0cf7cb9a930408181 --force',
  ];
  static override strict = false;
  static override args = {
    id: Args.string({ description: 'instance id or machine name, or the beginning of one', required: true }),
  };
  static override flags = {
    force: Flags.boolean({ description: 'a busy one too; its job fails', env: 'GLFR_EXECUTORS_FORCE' }),
    ...yesFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(ExecutorsStop);
    const session = await this.open(flags, 'lines');
    const { stopExecutors } = await import('../../src/operations/executors-stop.ts');
    const about = { stackName: flags.stack, wanted: argv.map(String), force: flags.force };
    const result = await stopExecutors({ ...about, confirmed: flags.yes }, session.deps);
    await session.finish(result, async (shown) =>
      (await import('../../src/ui/results/executor-stop.ts')).stopLines(shown, session.screen),
    );
  }
}
