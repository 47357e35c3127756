import { Errors, flush, handle, Plugin, run } from '@oclif/core';

/** Runs one command line. `root` is the folder with package.json and oclif.manifest.json. */
export async function main(root: string, typed: string[]): Promise<void> {
  const argv = withFlags(typed);
  try {
    await run(argv, { root });
    await flush();
  } catch (error) {
    await atTheTop(error instanceof Error ? error : new Error(String(error)), argv, root);
  }
}

/** `glfr help scale` and `glfr version`, as other programs have them. */
function withFlags(typed: string[]): string[] {
  const [first, ...rest] = typed;
  if (first === 'help') return [...rest, '--help'];
  return first === 'version' && rest.length === 0 ? ['--version'] : typed;
}

/** Commands report their own errors; what is left is a word that is no command, and oclif's quiet exits. */
async function atTheTop(error: Error, argv: readonly string[], root: string): Promise<void> {
  if (!(error instanceof Errors.CLIError) || error instanceof Errors.ExitError) return handle(error);
  const { mayColour, reportError } = await import('./report-error.ts');
  const known = await commandNames(root);
  await reportError(error, { json: argv.includes('--json'), colour: mayColour(argv), command: '', known });
}

/** Commands and topics as they are typed. */
async function commandNames(root: string): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const { commands } = JSON.parse(await readFile(`${root}/oclif.manifest.json`, 'utf8')) as {
    commands: object;
  };
  const ids = Object.keys(commands).map((id) => id.replace(':', ' '));
  return [...new Set(ids.flatMap((id) => [id, id.split(' ')[0] ?? id]))];
}

/** The command manifest, so that a start reads one file instead of loading every command. */
export async function writeManifest(root: string): Promise<unknown> {
  const plugin = new Plugin({
    root,
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  });
  await plugin.load();
  return plugin.manifest;
}
