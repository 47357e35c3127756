import { Flags } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import { commonFlags } from '../src/cli/flags.ts';

/** It is about all stacks, and about several regions. */
const { stack: _stack, region: _region, ...flagsOfAll } = commonFlags;

export default class Ls extends GlfrCommand {
  static override summary = 'Every glfr stack of the account, and whether this glfr would update it';
  static override description =
    `With --json an array; in a pipe tab-separated. UPDATE is yes where another version of glfr made the template, and newer
where that version is newer than this glfr. A region that cannot be read is named on stderr, and sets the exit code.`;
  static override changes = 'Nothing.';
  static override needs = 'AWS credentials for reading: glfr export policy ls prints the least policy.';
  static override examples = [
    '<%= config.bin %> ls',
    '<%= config.bin %> ls --region eu-central-1,us-east-1',
    '<%= config.bin %> ls --all-regions --json',
  ];
  static override baseFlags = flagsOfAll as typeof commonFlags;
  static override flags = {
    'all-regions': Flags.boolean({
      description: 'in every region the account has switched on (ec2:DescribeRegions)',
      env: 'GLFR_ALL_REGIONS',
    }),
    ...flagsOfAll,
    region: Flags.string({
      description: 'AWS regions, with commas',
      env: 'GLFR_REGION',
      helpValue: 'REGION',
      multiple: true,
      delimiter: ',',
      helpGroup: 'GLOBAL',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Ls);
    const session = await this.open({ ...flags, region: flags.region?.[0] }, 'value');
    const { listStacks } = await import('../src/operations/list-stacks.ts');
    const { stackList, stackSummary, unreadLine } = await import('../src/ui/results/ls.ts');
    const { finishList } = await import('../src/cli/finish-list.ts');
    const { version } = this.config;
    const regions = flags['all-regions'] ? 'all' : (flags.region ?? []);
    const deps = { stacks: session.deps.stacks, regions: session.world.regions };
    const { rows, unread } = await listStacks({ regions, version }, deps);
    for (const { region, error } of unread) session.aside(unreadLine(region, error.message));
    const list = stackList(rows, session.screen, session.deps.clock.now());
    await finishList({ rows, summary: stackSummary(rows, version), list }, session);
    process.exitCode = unread[0]?.error.exitCode;
  }
}
