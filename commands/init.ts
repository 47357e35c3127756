import { GlfrCommand } from '../src/cli/base-command.ts';
import { deployFlags } from '../src/cli/deploy-flags.ts';
import { yesFlag } from '../src/cli/flags.ts';

export default class Init extends GlfrCommand {
  static override summary = 'Set up a runner: discover the network, ask what is open, show the plan, deploy';
  static override description =
    `Answers given by flags, environment or --config are never asked. With --yes nothing is asked at all.
Secrets have no flag: they are asked for, or come from GLFR_GITLAB_TOKEN (a personal access token that may create
runners), GLFR_RUNNER_TOKEN (a runner's own glrt- token) or --token-file.
With --json every event is one line, the result the last.`;
  static override changes =
    'Nothing before your yes; then a runner in GitLab and a CloudFormation stack. On a stack that is there: an update, or a deployment in progress picked up.';
  static override needs =
    'AWS credentials (glfr export policy init), a VPC with a way out, and one of the two GitLab tokens.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --sandbox --yes',
    '<%= config.bin %> init --vpc vpc-0a1b2c3d --subnet subnet-0a1b2c3d --gitlab-url https://gitlab.example.com --dry-run',
  ];
  static override flags = { ...deployFlags(), ...yesFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    const session = await this.open(flags, 'stream');
    await (await import('../src/cli/run-init.ts')).runInit(flags, session, this.config);
  }
}
