import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { withoutSecrets } from '../domain/check/secrets.ts';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { type NetworkDocument, parseDocument } from '../domain/network/document/document.ts';
import { documentLists } from '../domain/network/document/lists.ts';
import { scramble } from '../domain/network/document/scramble.ts';

/** One snapshot of one or several files (`-`: standard input). Errors: `snapshot.file`, `snapshot.invalid` (2). */
export async function readSnapshots(
  files: readonly string[],
): Promise<{ document: NetworkDocument; name: string }> {
  const documents = await Promise.all(
    files.map(async (file) => parseDocument(await read(file).catch((cause) => refuse(file, 'read', cause)))),
  );
  const name = files.map((file) => (file === '-' ? 'standard input' : file)).join(', ');
  return { document: documents.reduce(merged), name };
}

const read = (file: string): Promise<string> => (file === '-' ? text(process.stdin) : readFile(file, 'utf8'));

/** Lists of one name are put together; what was denied in one file and read in another was read. */
function merged(a: NetworkDocument, b: NetworkDocument): NetworkDocument {
  const lists = Object.keys(documentLists) as (keyof typeof documentLists)[];
  const both = lists.flatMap((list) =>
    a[list] || b[list] ? [[list, [...(a[list] ?? []), ...(b[list] ?? [])]]] : [],
  );
  return { ...a, ...b, ...Object.fromEntries(both), Denied: { ...a.Denied, ...b.Denied } };
}

/** Writes what was read, for this user only. Error: `snapshot.file` (2). */
export async function saveSnapshot(
  file: string,
  document: NetworkDocument,
  { scrambled }: { scrambled: boolean },
): Promise<void> {
  const clean = withoutSecrets(document);
  const kept = scrambled ? scramble(clean, randomUUID()) : clean;
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 }).catch((cause) =>
    refuse(file, 'written', cause),
  );
}

function refuse(file: string, done: string, cause: unknown): never {
  throw new GlfrError({
    code: 'snapshot.file',
    message: `${file} could not be ${done} (${(cause as NodeJS.ErrnoException).code}).`,
    suggestions: ['--snapshot FILE, or - for standard input', '--save FILE'],
    exitCode: exitCode.usage,
    cause,
  });
}
