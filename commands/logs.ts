import { GlfrCommand } from '../src/cli/base-command.ts';
import { logsFlags } from '../src/cli/logs/flags.ts';

export default class Logs extends GlfrCommand {
  static override summary = "The manager's log; --follow goes on over redeploys and loses nothing";
  static override description =
    'Log lines go to stdout and everything else to stderr. With --json one event is one line.';
  static override changes =
    "Nothing. --live opens a session of CloudWatch's Live Tail, which AWS charges by the minute.";
  static override needs = 'AWS credentials for reading: glfr export policy logs prints the least policy.';
  static override examples = [
    '<%= config.bin %> logs --follow',
    '<%= config.bin %> logs --since 1h30m --level warn',
    '<%= config.bin %> logs --job 4211364',
    '<%= config.bin %> logs --job https://gitlab.example.com/group/project/-/jobs/4211364',
    '<%= config.bin %> logs -n 50 -g "Job failed" -C 3',
    '<%= config.bin %> logs --previous -n 100',
    '<%= config.bin %> logs --since 08:00 --until 09:30 --json',
  ];
  static override flags = logsFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    const session = await this.open(flags, 'value');
    const { runLogs } = await import('../src/cli/logs/run-logs.ts');
    await runLogs(flags, session);
  }
}
