import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again, againWithout } from '../domain/typed-command.ts';
import { hang, wrap } from '../ui/wrap.ts';
import { asideStyle } from './aside-style.ts';
import { isThere } from './is-there.ts';
import { retypeFor } from './retype.ts';

interface ExportedFile {
  /** Below the folder that is written; without a name, the file that `--output` names. */
  path?: string;
  /** Goes before the ending of that name, for a second file beside it. */
  suffix?: string;
  content: string;
}

export interface Exported {
  /** The first is what goes to stdout. */
  files: readonly [ExportedFile, ...ExportedFile[]];
  /** Words on stderr, whichever way it goes. */
  notes?: readonly string[];
  /** What to type when the files are there. */
  next: (written: readonly string[]) => readonly string[];
}

export interface ExportOptions {
  output?: string | undefined;
  force?: boolean | undefined;
  json?: boolean | undefined;
}

/** The exported text to stdout, and nothing else; or files, and on stderr which and what to type next. */
export async function emit(exported: Exported, { output, force, json }: ExportOptions): Promise<void> {
  const { files, notes = [], next } = exported;
  const { columns } = asideStyle({});
  aside(notes.flatMap((note) => wrap(note, columns, '  ')));
  if (output === undefined) {
    const [{ content }] = files;
    return print(json && !isJson(content) ? `${JSON.stringify({ content })}\n` : content);
  }
  const targets = files.map(({ content, ...name }) => ({ file: targetOf(output, name), content }));
  const written = targets.map(({ file }) => file);
  if (!force) await refuseExisting(written);
  for (const { file, content } of targets) await write(file, content, force ?? false);
  const commands = next(written).map(retypeFor({}, { command: '', argv: process.argv }, process.env));
  if (json) await print(`${JSON.stringify({ written, next: commands })}\n`);
  aside([
    ...written.map((file) => `wrote ${file}`),
    ...commands.flatMap((one) => hang('next: ', one, columns)),
  ]);
}

const aside = (lines: readonly string[]): void =>
  void process.stderr.write(lines.map((line) => `${line}\n`).join(''));

function targetOf(output: string, { path, suffix = '' }: Omit<ExportedFile, 'content'>): string {
  if (path !== undefined) return join(output, path);
  const ending = extname(output);
  return `${output.slice(0, output.length - ending.length)}${suffix}${ending}`;
}

const isJson = (content: string): boolean => /^[[{]/.test(content);

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** All at once, before the first is written. */
async function refuseExisting(files: readonly string[]): Promise<void> {
  const found = await Promise.all(files.map(async (file) => ((await isThere(file)) ? [file] : [])));
  if (found.flat().length > 0) throw exists(found.flat());
}

async function write(file: string, content: string, force: boolean): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFile(file, content, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' && !force) throw exists([file]);
    throw new GlfrError({
      code: 'export.unwritable',
      message: `${file} could not be written (${code}).`,
      suggestions: [
        `${againWithout('--output')} --output ANOTHER`,
        `${againWithout('--output')} (to stdout)`,
      ],
      exitCode: exitCode.usage,
      cause,
    });
  }
}

/** One after the other from the top: Node's own `recursive` never ends where a folder cannot be made (`/proc`). */
async function makeFolder(folder: string): Promise<void> {
  if (await isThere(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder);
}

const exists = (files: readonly string[]): GlfrError =>
  new GlfrError({
    code: 'export.exists',
    message: `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} there already, and nothing was written.`,
    suggestions: [`${againWithout('--output')} --output ANOTHER`, `${again} --force (overwrites)`],
    exitCode: exitCode.usage,
  });
