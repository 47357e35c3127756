import { Args } from '@oclif/core';
import { GlfrCommand } from '../src/cli/base-command.ts';
import type { Shell } from '../src/cli/completion/script.ts';

export default class Completion extends GlfrCommand {
  static override summary = 'A script that completes commands, flags and their values in your shell';
  static override description =
    `Printed to stdout, for bash 3.2 and newer, zsh and fish. It stands by itself: to complete it starts no glfr and asks
nothing of AWS. Put it where your shell looks, as below, and start a new shell; after an update of glfr, once more.`;
  static override changes = 'Nothing.';
  static override needs =
    `bash: the package bash-completion for the first line below, nothing for the second. zsh: fpath+=(~/.zfunc) before compinit
in ~/.zshrc. fish: nothing.`;
  static override usage = 'completion bash|zsh|fish';
  static override examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/glfr',
    '<%= config.bin %> completion bash > ~/.glfr.bash; echo ". ~/.glfr.bash" >> ~/.bashrc',
    '<%= config.bin %> completion zsh > ~/.zfunc/_glfr',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/glfr.fish',
  ];
  static override baseFlags = {} as typeof GlfrCommand.baseFlags;
  static override args = {
    shell: Args.string({
      description: 'which shell it is for',
      options: ['bash', 'zsh', 'fish'],
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const { completionScript } = await import('../src/cli/completion/script.ts');
    process.stdout.write(await completionScript(args.shell as Shell, this.config));
  }
}
