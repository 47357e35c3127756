import { type Command, Help, type Interfaces } from '@oclif/core';
import { PageOfCommand } from './help/command-help.ts';
import { groupByDay } from './help/day.ts';
import { listText } from './help/list.ts';
import { wrapText } from './help/wrap.ts';

const start = `glfr COMMAND --help tells all of a command. glfr init --sandbox --yes tries the main job
where nothing is real.`.replace('\n', ' ');

/** oclif's help, in the order of a user's day, on pages that a terminal of 40 columns can show. */
export default class GlfrHelp extends Help {
  override CommandHelpClass = PageOfCommand;

  override renderList(pairs: (string | undefined)[][]): string {
    return listText(pairs, this.opts.maxWidth, this.indentSpacing);
  }

  override wrap(body: string, spacing = this.indentSpacing): string {
    return wrapText(this.render(body), this.opts.maxWidth - spacing);
  }

  override async showCommandHelp(command: Command.Loadable): Promise<void> {
    this.log(`${this.wrap(this.summary(command) ?? '', 0)}\n`);
    this.log(`${this.formatCommand(command)}\n`);
  }

  override async showRootHelp(): Promise<void> {
    const commands = this.sortedCommands.map((command) => ({
      name: command.id,
      says: this.summary(command) ?? '',
    }));
    const topics = this.sortedTopics.map((topic) => ({ name: topic.name, says: topic.description ?? '' }));
    const top = [...commands, ...topics].filter(({ name }) => !name.includes(':'));
    const width = Math.max(...top.map(({ name }) => name.length));
    const groups = groupByDay(top).map(({ heading, members }) =>
      this.section(
        heading,
        members.map(({ name, says }): [string, string] => [name.padEnd(width), says]),
      ),
    );
    const { pjson, userAgent } = this.config;
    const head = [this.wrap(pjson.description ?? '', 0), this.section('USAGE', '$ glfr COMMAND [FLAGS]')];
    this.log(`${[...head, ...groups, this.wrap(start, 0), userAgent].join('\n\n')}\n`);
  }

  override formatTopic({ name, description = '' }: Interfaces.Topic): string {
    const usage = this.section('USAGE', `$ glfr ${name.replaceAll(':', ' ')} COMMAND [FLAGS]`);
    return `${this.wrap(description, 0)}\n\n${usage}\n`;
  }
}
