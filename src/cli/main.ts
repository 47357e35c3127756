import { flush, handle, Plugin, run } from '@oclif/core';

/** Runs one command line. `root` is the folder with package.json and oclif.manifest.json. */
export async function main(root: string, argv: string[]): Promise<void> {
  try {
    await run(argv, { root });
    await flush();
  } catch (error) {
    await handle(error instanceof Error ? error : new Error(String(error)));
  }
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
