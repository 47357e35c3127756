import { Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { executorFlag, outputFlags } from '../../src/cli/export-flags.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExportTemplate extends GlfrCommand {
  static override summary = 'The CloudFormation template that glfr deploys, complete by itself';
  static override description =
    `For the console, aws cloudformation deploy, sam deploy or Terraform: the same file, byte for byte. Nothing is asked of
AWS. With --endpoints the template of the VPC endpoints instead, a stack of its own, one for each VPC.`;
  static override changes = 'Nothing but the file of --output.';
  static override needs = 'Nothing: neither AWS nor GitLab is asked.';
  static override examples = [
    '<%= config.bin %> export template --output stack.yml',
    '<%= config.bin %> export template --executor fargate | less',
    '<%= config.bin %> export template --endpoints --output endpoints.yml',
  ];
  static override flags = {
    ...executorFlag,
    endpoints: Flags.boolean({
      description: 'the template of the VPC endpoints',
      env: 'GLFR_EXPORT_ENDPOINTS',
    }),
    ...outputFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportTemplate);
    const { emit } = await import('../../src/cli/export-files.ts');
    const { readEndpointsTemplate, readTemplate } = await import('../../src/cli/assets.ts');
    const { root } = this.config;
    const stack = flags.stack ?? (flags.endpoints ? 'glfr-endpoints' : 'glfr');
    const content = flags.endpoints
      ? await readEndpointsTemplate(root)
      : await readTemplate(root, flags.executor);
    const capability = flags.endpoints ? '' : ' --capabilities CAPABILITY_IAM';
    const next = ([file]: readonly string[]) => [
      ...(flags.endpoints ? [] : ['glfr export parameters --vpc … --subnet … --output parameters.json']),
      `aws cloudformation deploy --stack-name ${stack} --template-file ${file}${capability} --parameter-overrides …`,
    ];
    await emit({ files: [{ content }], next }, flags);
  }
}
