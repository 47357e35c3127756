import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags, tokenFlag } from '../src/cli/flags.ts';

export default class Doctor extends GlfrCommand {
  static override summary = 'What is wrong, and what to do about it: every check that needs no change';
  static override description =
    `Looks at account, stack, network, manager, GitLab and executors at once. Each check is OK, NG with a
fix, or SKIP where it could not be looked at; a missing permission is one SKIP that names it. Exit code 0 when nothing is
NG, else 1. GitLab is asked when GLFR_GITLAB_TOKEN is set. In a pipe one check a line, tab-separated.`;
  static override changes = 'Nothing; with --bundle one file here.';
  static override needs =
    'AWS credentials for reading: glfr export policy doctor prints the least policy. What is denied is skipped.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --drift --json',
    '<%= config.bin %> doctor --bundle report.txt',
  ];
  static override flags = {
    drift: Flags.boolean({
      description: 'let CloudFormation compare the stack with its resources too (a minute or more)',
      env: 'GLFR_DRIFT',
    }),
    bundle: Flags.string({
      description: 'write a report for a colleague to this file, without secrets',
      env: 'GLFR_BUNDLE',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({ description: 'overwrite the file of --bundle', env: 'GLFR_DOCTOR_FORCE' }),
    ...tokenFlag,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const session = await this.open(flags, 'value');
    const { runDoctor } = await import('../src/cli/run-doctor.ts');
    await runDoctor(flags, session, this.config.version);
  }
}
