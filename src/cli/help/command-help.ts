import { type Command, CommandHelp } from '@oclif/core';
import { listText } from './list.ts';
import { environment, exitCodes } from './texts.ts';
import { reflow, wrapText } from './wrap.ts';

type Section = ReturnType<CommandHelp['sections']>[number];

/** The page of one command: what it does, changes and needs, how it is called, and what it answers with. */
export class PageOfCommand extends CommandHelp {
  protected override sections(): Section[] {
    const own = super.sections();
    const named = (header: string) => own.filter((section) => section.header === header);
    const { changes, needs } = this.command as unknown as Record<string, string | undefined>;
    const prose = (header: string, text: string | undefined): Section[] =>
      text === undefined ? [] : [{ header, generate: () => this.wrap(reflow(text)) }];
    return [
      ...named('USAGE'),
      ...named('ARGUMENTS'),
      ...named('DESCRIPTION'),
      ...prose('CHANGES', changes),
      ...prose('NEEDS', needs),
      ...named('EXAMPLES'),
      ...named('FLAGS'),
      {
        header: 'ENVIRONMENT',
        generate: ({ flags }, header) => {
          const body = environment(flags.map(({ name }) => name));
          return body.length === 0 ? [] : [{ header, body }];
        },
      },
      { header: 'EXIT CODES', generate: (_, header) => [{ header, body: exitCodes }] },
    ];
  }

  protected override description(): string {
    return this.wrap(reflow(this.command.description ?? ''));
  }

  /** Each on lines of its own that can be pasted: a continued one has a backslash. */
  protected override examples(examples: Command.Example[] | string | undefined): string {
    const texts = [examples ?? []].flat().map((one) => (typeof one === 'string' ? one : one.command));
    return texts.map((text) => this.#example(this.render(text))).join('\n\n');
  }

  #example(text: string): string {
    const [said, command] = text.includes('\n') ? text.split('\n') : [undefined, text];
    const lines = wrapText(`$ ${command}`, this.opts.maxWidth - 2 * this.indentSpacing - 2).split('\n');
    const pasted = lines.map((line, index) => `${index > 0 ? '    ' : ''}${line}`).join(' \\\n');
    return said === undefined ? pasted : `${this.wrap(said)}\n${pasted}`;
  }

  /** The meaning first, then its choices, its default and its name in the environment. */
  protected override flags(flags: Command.Flag.Any[]): [string, string | undefined][] | undefined {
    if (flags.length === 0) return undefined;
    const noneHasChar = flags.every(({ char }) => char === undefined);
    return flags.map((flag) => {
      const label = this.flagHelpLabel(flag);
      return [noneHasChar ? label.trimStart() : label, meaning(flag)];
    });
  }

  override renderList(pairs: (string | undefined)[][]): string {
    return listText(pairs, this.opts.maxWidth, this.indentSpacing);
  }

  override wrap(body: string, spacing = this.indentSpacing): string {
    return wrapText(this.render(body), this.opts.maxWidth - spacing);
  }
}

function meaning(flag: Command.Flag.Any): string {
  const options = flag.type === 'option' ? (flag.options ?? []) : [];
  const facts = [
    ...(flag.type === 'option' && flag.default !== undefined ? [`[default: ${flag.default}]`] : []),
    ...(flag.env ? [`[env: ${flag.env}]`] : []),
  ];
  return [flag.description ?? '', ...(options.length > 0 ? [`(${options.join(', ')})`] : []), ...facts].join(
    ' ',
  );
}
