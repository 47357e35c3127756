/** The schemas of the AWS SDK, cut so that a command of glfr loads those of its own calls only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Each service has one module for the schemas of all its calls: EC2's is 1.3 MB, and 210 KB of it are in use somewhere. */
export const schemasByCall: Plugin = {
  name: 'schemas-by-call',
  setup(setup) {
    const files = new Map<string, Promise<Definitions>>();
    setup.onResolve({ filter: /[\\/]schemas_0$/ }, ({ path, resolveDir, importer }) => {
      const [, call] = /[\\/]commands[\\/](\w+)Command\.js$/.exec(importer) ?? [];
      return {
        path: join(resolveDir, `${path}.js`),
        ...(call && { suffix: `?${call}` }),
        sideEffects: false,
      };
    });
    setup.onLoad({ filter: /schemas_0\.js$/ }, async ({ path, suffix }) => {
      if (!suffix) return { contents: literalKeys(await readFile(path, 'utf8')) };
      // A service has a hundred calls, and its file is read and cut once.
      const known = files.get(path) ?? readFile(path, 'utf8').then(definitionsOf);
      files.set(path, known);
      return { contents: neededBy(`${suffix.slice(1)}$`, await known) };
    });
  },
};

/** A module's top-level variables, each with its statement, in their order. */
type Definitions = ReadonlyMap<string, string>;

function definitionsOf(source: string): Definitions {
  const statements = source.split(/^(?=(?:export )?(?:var|const) |import |_\w+\.)/m);
  return new Map(
    statements.flatMap((statement) => {
      const [, name] = /^(?:export )?(?:var|const) ([\w$]+) =/.exec(statement) ?? [];
      return name === undefined ? [] : [[name, statement] as const];
    }),
  );
}

/** The statements that a variable needs, itself included. */
function neededBy(name: string, definitions: Definitions): string {
  const needed = new Set<string>();
  const visit = (one: string): void => {
    const statement = definitions.get(one);
    if (statement === undefined || needed.has(one)) return;
    needed.add(one);
    for (const [other] of statement.matchAll(/[\w$]+/g)) visit(other);
  };
  visit(name);
  if (needed.size === 0) throw new Error(`${name} is not among the schemas of its service`);
  return [...definitions].flatMap(([one, statement]) => (needed.has(one) ? [statement] : [])).join('');
}

/** Keys such as `[_xN]` are constant strings, which esbuild can't know: written out, it leaves out what is not in use. */
function literalKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\](?=:)/g, (key, name: string) => constants.get(name) ?? key);
}
