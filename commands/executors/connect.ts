import { Args, Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExecutorsConnect extends GlfrCommand {
  static override summary = 'Log in to an executor through AWS Session Manager';
  static override usage = '<%= command.id %> ID|JOB [FLAGS]';
  static override description =
    'By instance id or machine name, or the beginning of one where no other begins so; or by the number or address of the job it runs. Needs the setting ssm, the AWS CLI and its session-manager-plugin; what is missing is said.';
  static override changes =
    'Nothing by itself; you are on the machine as a user who may do everything there.';
  static override needs =
    'A stack with the setting ssm, the AWS CLI, its session-manager-plugin, and AWS credentials (glfr export policy "executors connect").';
  static override examples = [
    '<%= config.bin %> executors connect i-0cf7cb9a930408181',
    '<%= config.bin %> executors connect i-0cf7',
    '<%= config.bin %> executors connect 4211353',
    '<%= config.bin %> executors connect 4211353 --print',
  ];
  static override args = {
    target: Args.string({
      description: 'executor (id, name, or the beginning of one) or job',
      required: true,
    }),
  };
  static override flags = {
    print: Flags.boolean({
      description: 'only print the command that would be run',
      env: 'GLFR_PRINT',
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExecutorsConnect);
    const session = await this.open(flags, 'value');
    const { findTarget } = await import('../../src/operations/executors-connect.ts');
    const ssm = await import('../../src/cli/ssm-session.ts');
    const { id, region, job } = await findTarget(
      { stackName: flags.stack, wanted: args.target },
      session.deps,
    );
    const endpoint = flags['endpoint-url'];
    const command = ssm.sessionCommand({ id, region, profile: flags.profile, endpoint });
    const result = { id, ...(job && { job }), command };
    if (flags.sandbox) session.aside('The sandbox has no machines to log in to; on AWS this would be run:');
    if (flags.print || session.json || flags.sandbox)
      return session.finish(result, async (shown) => [shown.command.join(' ')]);
    ssm.requirePrograms(process.env.PATH);
    session.aside(`${id}${job ? `, which runs job ${job.id}` : ''}; exit ends the session`);
    const code = await ssm.runSession(command);
    if (code !== 0) throw ssm.sessionFailed(id, code);
  }
}
