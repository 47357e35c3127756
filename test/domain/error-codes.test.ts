import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where an error's code is not written at the error itself. All but the first two pass another error's code on. */
const codeFromElsewhere = [
  'src/cli/logs/refuse.ts', // at the calls of refuse()
  'src/operations/drain.ts', // in the type of the parameter
  ...['src/cli/logs/show.ts', 'src/domain/error.ts', 'src/operations/ask-aws.ts'],
  ...['src/operations/check-scene.ts', 'src/operations/deploy.ts', 'src/operations/rotate-fault.ts'],
  'src/operations/runner-check.ts',
];
/** What --json calls an error that is no GlfrError. */
const noGlfrError = 'unexpected';

const sources = ['src', 'commands'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') })),
);

/** Texts, but for those that something is compared with. */
const literals = (text: string): string[] =>
  [...text.matchAll(/(?<!=== )'([a-z][a-z.-]*)'/g)].map(([, one = '']) => one);

/** Each `new GlfrError(…)` of a file: its line, and those below that are indented deeper. */
const errorsIn = (text: string): string[] =>
  [...text.matchAll(/^( *)[^\n]*new GlfrError\(([^\n]*(?:\n\1 [^\n]*)*)/gm)].map(([, , error = '']) => error);

/** The codes that are written at an error; none where it has them from elsewhere. */
const codesAt = (error: string): string[] => literals(/\bcode: ([^,]*)/.exec(error)?.[1] ?? '');

function given(): string[] {
  const own = sources.flatMap(({ text }) => errorsIn(text).flatMap(codesAt));
  const refused = sources
    .filter(({ file }) => file.startsWith('src/cli/logs/'))
    .flatMap(({ text }) => [...text.matchAll(/(?<!=> |function )\brefuse\(\s*([^,]*),/g)])
    .flatMap(([, code = '']) => literals(code));
  const drain = sources.find(({ file }) => file === 'src/operations/drain.ts')?.text ?? '';
  const typed = [...drain.matchAll(/\bcode: ('[^)]*)\)/g)].flatMap(([, type = '']) => literals(type));
  return [...new Set([...own, ...refused, ...typed, noGlfrError])].toSorted();
}

/** Those of the first column of the tables, and of the sentences between them. */
function documented(): string[] {
  const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
  const [, section = ''] = /\n## By code\n([\s\S]*?)\n## /.exec(page) ?? [];
  const names = section.split('\n').flatMap((line) => {
    const told = line.startsWith('|') ? (line.split('|')[1] ?? '') : line;
    return [...told.matchAll(/`([a-z][a-z.-]*)`/g)].map(([, one = '']) => one);
  });
  return [...new Set(names)].toSorted();
}

it('every error has its code where this test finds it', () => {
  const elsewhere = sources.filter(({ text }) => errorsIn(text).some((error) => codesAt(error).length === 0));
  expect(elsewhere.map(({ file }) => file).toSorted()).toEqual(codeFromElsewhere.toSorted());
});

it('docs/troubleshooting.md has every code, and none that nobody gives', () => {
  const codes = given();
  expect(codes.length).toBeGreaterThan(90);
  expect(documented()).toEqual(codes);
});
