import { type Command, Help } from '@oclif/core';

const exitCodes = [
  '0    done',
  '1    failed',
  '2    wrong usage or input',
  '3    no such stack, log group, executor, runner or job',
  '4    credentials or permission',
  '5    not reachable (the network check says BLOCKED, or GitLab does not answer)',
  '6    still in progress when the wait ended',
  '130  interrupted (following a log, --watch: 0)',
];

/** oclif's help and, below each command, the exit codes scripts can rely on. */
export default class GlfrHelp extends Help {
  override formatCommand(command: Command.Loadable): string {
    return `${super.formatCommand(command)}\n\nEXIT CODES\n${exitCodes.map((line) => `  ${line}`).join('\n')}\n`;
  }
}
