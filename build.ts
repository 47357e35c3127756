/** Bundles glfr into dist: one lazy chunk per command, everything it needs inside, and oclif's manifest. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { schemasByCall } from './build-schemas.ts';
import { buildTemplate } from './build-template.ts';
import { executorKinds } from './src/domain/settings/executor-kind.ts';

/**
 * `import … from 'node:http'` makes Node evaluate every export of it, and one of them loads all of fetch (15 ms at each
 * start); asked for as a builtin it stays lazy.
 */
const httpWithoutFetch: Plugin = {
  name: 'http-without-fetch',
  setup(setup) {
    setup.onResolve({ filter: /^(node:)?https?$/ }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'builtin',
    }));
    setup.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }));
  },
};

const root = fileURLToPath(new URL('.', import.meta.url));
process.chdir(root);

const sources = await readdir('commands', { recursive: true });
const commands = sources.filter((file) => file.endsWith('.ts')).map((file) => join('commands', file));

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
const { metafile } = await build({
  entryPoints: [
    { in: 'src/cli/main.ts', out: 'main' },
    { in: 'src/cli/help.ts', out: 'help' },
    ...commands.map((file) => ({ in: file, out: file.replace(/\.ts$/, '') })),
  ],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // The SDK's ES modules are half the size of its CommonJS once unused calls are shaken off.
  mainFields: ['module', 'main'],
  // Names stay as they are: kept beside short ones they would be set at each start, function by function.
  minifyWhitespace: true,
  minifySyntax: true,
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  metafile: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { 'react-devtools-core': './src/ui/tty/no-devtools.ts', 'wsl-utils': './src/cli/wsl.ts' },
  banner: {
    // Bundled CommonJS still asks for `require`, and only for what Node brings: one serves all chunks.
    js: "import{createRequire as __glfrCreate}from'node:module';const require=globalThis.__glfrRequire??=__glfrCreate(import.meta.url);",
  },
  plugins: [
    httpWithoutFetch,
    {
      name: 'oclif-without-what-it-seldom-uses',
      setup: (setup) => setup.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, lazyRequires),
    },
    schemasByCall,
  ],
  logLevel: 'warning',
});
await writeFile('dist/metafile.json', JSON.stringify(metafile));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licences(Object.keys(metafile.inputs)));

for (const kind of executorKinds)
  await writeFile(`dist/stack.${kind}.yml`, buildTemplate('assets/stack', kind));

const { writeManifest } = await import(join(root, 'dist/main.js'));
await writeFile('oclif.manifest.json', JSON.stringify(await writeManifest(root)));

/**
 * oclif requires its packages (globs, templates, colours, spinners) at each start, most of them for nothing: a third of its
 * time. Here each is required by its first use.
 */
async function lazyRequires({ path }: { path: string }): Promise<{ contents: string }> {
  const source = await readFile(path, 'utf8');
  const atTop =
    /^const (\w+) = ((?:__import\w+\()?require\("(?!node:(?!readline|child_process|perf_hooks)|\.)[^"]+"\)\)?);$/gm;
  const lazy = 'const $1 = new Proxy({}, { get: (_, key) => ($2)[key] });';
  // Ids of commands are ASCII; a locale's order takes 6 ms to load.
  const byCode = '(a.id < b.id ? -1 : 1)';
  return { contents: source.replace(atTop, lazy).replaceAll('a.id.localeCompare(b.id)', byCode) };
}

/** The licences of what is bundled; one that is not on the list stops the build. */
async function licences(inputs: readonly string[]): Promise<string> {
  const allowed = /^\(?(MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)\b/;
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    if (!allowed.test(license))
      throw new Error(`${name} has the licence ${license}, which is not on the list`);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(join(folder, file), 'utf8')).trim() : '';
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  return `${(await Promise.all(texts)).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
