import { Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { outputFlags, toldFlags } from '../../src/cli/export-flags.ts';
import { commonFlags, configFlag } from '../../src/cli/flags.ts';
import { settingFlags } from '../../src/cli/setting-flags.ts';

export default class ExportParameters extends GlfrCommand {
  static override summary = "Settings as a file of the template's parameters, for the AWS CLI";
  static override description =
    `Only what differs from the template's defaults, checked as deploy checks it before it asks AWS, and never the token. What
glfr would read from the network has to be told: --public-ip in public subnets, --machine-zone for docker-machine.
--form deploy is what aws cloudformation deploy of version 1 and 2 takes; create-stack is for that and for change sets.`;
  static override changes = 'Nothing but the file of --output.';
  static override needs = 'Nothing: neither AWS nor GitLab is asked.';
  static override examples = [
    '<%= config.bin %> export parameters --config glfr.yml --output parameters.json',
    '<%= config.bin %> export parameters --vpc vpc-0a1b2c3d --subnet subnet-0a1b2c3d --concurrency 8',
    '<%= config.bin %> export parameters --config glfr.yml --form create-stack',
  ];
  static override flags = {
    ...settingFlags(),
    ...configFlag,
    ...toldFlags,
    form: Flags.option({
      description: 'which command of the AWS CLI takes it',
      env: 'GLFR_EXPORT_FORM',
      options: ['deploy', 'create-stack'] as const,
      default: 'deploy' as const,
    })(),
    ...outputFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportParameters);
    const { gatherParameters } = await import('../../src/cli/export-parameters.ts');
    const { parameterFile } = await import('../../src/domain/stack/given-parameters.ts');
    const { emit } = await import('../../src/cli/export-files.ts');
    const { parameters, notes, draft } = await gatherParameters(flags, this.config.root);
    const content = parameterFile(parameters, flags.form);
    const kind = draft.executor ? ` --executor ${draft.executor}` : '';
    const next = () => [
      `glfr export template${kind} --output stack.yml`,
      'the token goes into a copy that only you can read: docs/doors.md',
    ];
    await emit({ files: [{ content }], notes, next }, flags);
  }
}
