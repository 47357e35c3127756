import { writeFile } from 'node:fs/promises';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again, againWithout } from '../domain/typed-command.ts';
import { isThere } from './is-there.ts';

/** Before anything is asked: a file that is there is not overwritten unless it is said. Error: `bundle.exists`. */
export async function refuseExisting(file: string, force: boolean): Promise<void> {
  if (!force && (await isThere(file))) throw exists(file);
}

/** The report, for nobody else to read. Errors: `bundle.exists`, `bundle.unwritable`. */
export async function writeBundle(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: 0o600 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    throw new GlfrError({
      code: 'bundle.unwritable',
      message: `${file} could not be written (${code}).`,
      suggestions: [`${againWithout('--bundle')} --bundle ANOTHER`],
      exitCode: exitCode.usage,
      cause,
    });
  }
}

const exists = (file: string): GlfrError =>
  new GlfrError({
    code: 'bundle.exists',
    message: `${file} is there already, and nothing was written.`,
    suggestions: [`${againWithout('--bundle')} --bundle ANOTHER`, `${again} --force (overwrites it)`],
    exitCode: exitCode.usage,
  });
