import { Errors, flush, handle, Plugin, run } from '@oclif/core';

/** Runs one command line. `root` is the folder with package.json and oclif.manifest.json. */
export async function main(root: string, argv: string[]): Promise<void> {
  try {
    await run(argv, { root });
    await flush();
  } catch (error) {
    await atTheTop(error instanceof Error ? error : new Error(String(error)), argv);
  }
}

/** Commands report their own errors; what is left is a word that is no command, and oclif's quiet exits. */
async function atTheTop(error: Error, argv: readonly string[]): Promise<void> {
  if (!(error instanceof Errors.CLIError) || error instanceof Errors.ExitError) return handle(error);
  const { mayColour, reportError } = await import('./report-error.ts');
  await reportError(error, { json: argv.includes('--json'), colour: mayColour(argv), command: '' });
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
