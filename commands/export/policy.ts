import { Args, Flags } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { outputFlags } from '../../src/cli/export-flags.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExportPolicy extends GlfrCommand {
  static override summary = 'The least IAM policy that a person or a pipeline needs for these commands';
  static override description =
    `Without a command for all of them. Also known: pipeline (the one of glfr export pipeline) and endpoints (their stack).
--stack, --region and --account fill the ARNs. Left out they are *, and the stack is called glfr; then glfr may also
look for its stack among all, and with --stack it may not, so each command is to be given its name.`;
  static override usage = 'export policy [COMMAND…] [FLAGS]';
  static override changes = 'Nothing but the files of --output; no policy is made in AWS.';
  static override needs = 'Nothing: neither AWS nor GitLab is asked.';
  static override examples = [
    '<%= config.bin %> export policy logs status "executors ls"',
    '<%= config.bin %> export policy deploy --stack ci --region eu-central-1 --account 123456789012',
  ];
  static override strict = false;
  static override args = { command: Args.string({ description: 'commands of glfr' }) };
  static override flags = {
    account: Flags.string({ description: 'number of the AWS account', env: 'GLFR_ACCOUNT' }),
    'iam-path': Flags.string({
      description: "IAM path of the stack's roles",
      env: 'GLFR_IAM_PATH',
      default: '/',
    }),
    ...outputFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { raw, flags } = await this.parse(ExportPolicy);
    // Not `argv`: oclif leaves out of it what is there twice, such as the topic of two commands.
    const words = raw.flatMap(({ type, input }) => (type === 'arg' ? [input] : []));
    const { gatherPolicy } = await import('../../src/cli/export-policy.ts');
    const { emit } = await import('../../src/cli/export-files.ts');
    const { policy, parts, notes } = gatherPolicy(words, flags);
    const text = (one: object) => `${JSON.stringify(one, null, 2)}\n`;
    const next = (written: readonly string[]) =>
      written.map(
        (file, part) =>
          `aws iam create-policy --policy-name glfr${part === 0 ? '' : `-${part + 1}`} --policy-document file://${file}`,
      );
    const [first = policy, ...others] = flags.output === undefined ? [policy] : parts;
    const more = others.map((one, part) => ({ suffix: `-${part + 2}`, content: text(one) }));
    await emit({ files: [{ content: text(first) }, ...more], notes, next }, flags);
  }
}
