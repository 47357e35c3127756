import { Flags } from '@oclif/core';
import { GlfrCommand, isInterrupt } from '../src/cli/base-command.ts';
import { commonFlags } from '../src/cli/flags.ts';

export default class Logs extends GlfrCommand {
  static override summary = "The manager's log; --follow goes on over redeploys and loses nothing";
  static override description =
    'Log lines go to stdout and everything else to stderr. With --json one event is one line.';
  static override examples = [
    '<%= config.bin %> logs --follow',
    '<%= config.bin %> logs --since 1h30m',
    '<%= config.bin %> logs --since 2026-11-23T08:00 --json',
  ];
  static override flags = {
    follow: Flags.boolean({
      char: 'f',
      description: 'go on with new lines until Ctrl-C',
      env: 'GLFR_FOLLOW',
    }),
    since: Flags.string({
      char: 's',
      description: 'from this long ago (90s, 5m, 1h30m, 2d) or this time (ISO, UTC)',
      env: 'GLFR_SINCE',
      default: '10m',
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    const session = await this.open(flags, 'lines');
    const { sinceOrFail } = await import('../src/cli/since.ts');
    const { stacks, clock } = session.deps;
    // A wrong time is told before anything is asked; what it means is known by AWS's clock.
    sinceOrFail(flags.since, clock.now());
    const { locate } = await import('../src/operations/locate.ts');
    const { requireParts } = await import('../src/operations/stack-parts.ts');
    const { logs } = await import('../src/operations/logs.ts');
    const parts = await requireParts(await locate(flags.stack, stacks), stacks);
    const from = sinceOrFail(flags.since, clock.now());
    const { logGroup: group, logStreamPrefix: streamPrefix } = parts;
    const { logOutput } = await import('../src/ui/log-output.ts');
    const line = logOutput({ json: session.json, ...session.screen });
    await session
      .perform(logs({ group, streamPrefix, from, follow: flags.follow }, session.deps), line)
      .catch((error) => {
        // Ctrl-C is how following ends.
        if (!flags.follow || !isInterrupt(error)) throw error;
      });
  }
}
