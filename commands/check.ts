import { GlfrCommand } from '../src/cli/base-command.ts';
import { checkFlags } from '../src/cli/check-flags.ts';

export default class Check extends GlfrCommand {
  static override summary = 'Will the runner reach GitLab, AWS and its executors?';
  static override description =
    `For a stack, or for subnets that are named: every path of the manager and of the executors, from
each subnet, there and back. Or one path, with --from and --to. Exit code 5 when something is blocked, wholly or partly;
what is unknown is 0 with a warning. Nothing is changed but by --fix, after a yes.`;
  static override changes =
    'Nothing, but for --fix, which adds rules to security groups after a yes, and --ask-aws, which makes and deletes analyses.';
  static override needs =
    'AWS credentials that may describe the network (glfr export policy check); what they may not see is UNKNOWN, never a yes. With --snapshot nothing at all.';
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check --subnet subnet-0a1b2c3d --gitlab-url https://gitlab.example.com',
    '<%= config.bin %> check --from i-0a1b2c3d --to gitlab.example.com:22',
    '<%= config.bin %> check --save network.json --scramble',
    '<%= config.bin %> check --snapshot network.json --subnet subnet-0a1b2c3d',
  ];
  static override flags = checkFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Check);
    const session = await this.open(flags, 'lines');
    const { runCheck } = await import('../src/cli/run-check.ts');
    await runCheck(flags, session);
  }
}
