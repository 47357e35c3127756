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
