import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again, againWithout } from '../domain/typed-command.ts';

const usualName = 'glfr-report.txt';

/**
 * Before anything is asked: can the report be written there? A file that is there is not overwritten unless it is said.
 * Errors: `bundle.exists`, `bundle.unwritable`.
 */
export async function checkBundleFile(file: string, force: boolean): Promise<void> {
  if (file === '-') throw unwritable('The report is a file, and - is none.', usualName);
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) throw unwritable(`${file} is a folder.`, join(file, usualName));
  if (found && !force) throw exists(file);
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? `there is no folder ${folder}` : `${folder}: ${cause.code}`;
    throw unwritable(`${file} cannot be written: ${why}.`, usualName, cause);
  });
}

/** The report, for nobody else to read. Errors: `bundle.exists`, `bundle.unwritable`. */
export async function writeBundle(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: 0o600 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    throw unwritable(`${file} could not be written (${code}).`, usualName, cause);
  }
}

const unwritable = (message: string, other: string, cause?: unknown): GlfrError =>
  new GlfrError({
    code: 'bundle.unwritable',
    message,
    suggestions: [`${againWithout('--bundle')} --bundle ${other}`],
    exitCode: exitCode.usage,
    cause,
  });

const exists = (file: string): GlfrError =>
  new GlfrError({
    code: 'bundle.exists',
    message: `${file} is there already, and nothing was written.`,
    suggestions: [`${again} --force (overwrites it)`, `${againWithout('--bundle')} --bundle ANOTHER`],
    exitCode: exitCode.usage,
  });
