import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Output {
  bytes: number;
  entryPoint?: string;
  inputs: Record<string, { bytesInOutput: number }>;
  imports: { path: string; kind: string; external?: boolean }[];
}

const { outputs } = JSON.parse(readFileSync(join(root, 'dist/metafile.json'), 'utf8')) as {
  outputs: Record<string, Output>;
};
const output = (path: string): Output => {
  const found = outputs[path];
  if (!found) throw new Error(`${path} is not in dist/metafile.json: run \`npm run build\`.`);
  return found;
};

/** Everything that is loaded before the first line of this file runs. */
function loadedWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind, external } of output(path).imports)
    if (!external && kind !== 'dynamic-import') loadedWith(next, seen);
  return seen;
}

const packageOf = (input: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'glfr';
const packagesOf = (files: Iterable<string>): string[] => {
  const inputs = [...files].flatMap((file) => Object.entries(output(file).inputs));
  return [...new Set(inputs.flatMap(([input, part]) => (part.bytesInOutput > 0 ? [packageOf(input)] : [])))];
};

const entries = Object.entries(outputs)
  .filter(([, { entryPoint }]) => entryPoint?.startsWith('commands/') || entryPoint === 'src/cli/main.ts')
  .map(([path, { entryPoint = '' }]) => [entryPoint, path] as const);

describe('the bundle', () => {
  it.each(entries)(
    '%s loads no client, screen, question or schema that it may not need',
    (entryPoint, path) => {
      const files = loadedWith(path);
      const size = [...files].reduce((sum, file) => sum + output(file).bytes, 0);
      console.log(`${entryPoint}: ${files.size} files, ${Math.round(size / 1024)} kB before it runs`);
      const heavy = /^(@aws-sdk\/|@smithy\/|@inquirer\/|ink$|react|yaml$|smol-toml$|zod$)/;
      // Their flags are made from the settings, which are declared by schemas.
      const allowed = /commands\/(init|deploy|scale|export\/(parameters|pipeline))\.ts/.test(entryPoint)
        ? ['zod']
        : [];
      expect(packagesOf(files).filter((name) => heavy.test(name) && !allowed.includes(name))).toEqual([]);
    },
  );

  it('has everything inside but Node', () => {
    const outside = Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => path),
    );
    expect([...new Set(outside)].filter((path) => !isBuiltin(path))).toEqual([]);
  });

  it('names no folder of the machine it was built on', () => {
    const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
    const scripts = files.filter((file) => file.endsWith('.js'));
    const size = scripts.reduce((sum, file) => sum + statSync(join(root, 'dist', file)).size, 0);
    console.log(`dist: ${scripts.length} files, ${Math.round(size / 1024)} kB`);
    const places = [root, ...(homedir().length > 1 ? [`${homedir()}/`] : [])];
    const telling = [...scripts.map((file) => join('dist', file)), 'oclif.manifest.json'].filter((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return places.some((place) => text.includes(place));
    });
    expect(telling).toEqual([]);
  });
});
