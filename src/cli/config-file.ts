import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';

/** The settings of `--config glfr.yml`: keys as the flags are named. Error: `config.unreadable` (2). */
export async function readConfigFile(file: string): Promise<Record<string, unknown>> {
  try {
    const content: unknown = parse(await readFile(file, 'utf8'));
    if (content === null) return {};
    if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>;
    throw new Error('it is not a list of settings');
  } catch (cause) {
    const { code, errno, message } = cause as NodeJS.ErrnoException;
    throw new GlfrError({
      code: 'config.unreadable',
      message: `${file} could not be read: ${errno === undefined ? message.split('\n')[0]?.replace(/:$/, '') : code}.`,
      suggestions: ['glfr init --help (its flags are the keys of the file)'],
      exitCode: exitCode.usage,
      cause,
    });
  }
}

/** Settings whose value may be long enough to stand in a file of its own. */
const mayBeFiles = ['ca', 'runner-toml'];

/** The same with the content in place of a file's name, where there is such a file. */
export async function withFiles(raw: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const read = mayBeFiles.map(async (name): Promise<[string, unknown]> => {
    const value = raw[name];
    const content = typeof value === 'string' && !value.includes('\n') ? readFile(value, 'utf8') : undefined;
    return [name, (await content?.catch(() => undefined)) ?? value];
  });
  return { ...raw, ...Object.fromEntries(await Promise.all(read)) };
}
