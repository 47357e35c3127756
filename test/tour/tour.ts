/**
 * The tour of README.md: runs the built glfr on the sandbox in a real terminal, and writes what it showed, as text
 * between the marks and as pictures in docs/tour. `npm run tour`; a second run changes times only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeGlfr, glfr, jsonLines, root } from '../cli/glfr.ts';
import { closeTerminals, openTerminal } from '../cli/terminal.ts';
import { linesOf, plain, type Run, textOf } from './ansi.ts';
import { putBetween, trimmed } from './readme.ts';
import { type Scene, scenes } from './scenes.ts';
import { svgOf } from './svg.ts';

const size = { columns: 100, rows: 60 };
const world = { GLFR_SANDBOX: '1', GLFR_SANDBOX_SEED: 'tour' };
const readme = join(root, 'README.md');

/** What a person saw; the line about the sandbox is in every run. */
async function shownBy(command: string, { env, picture }: Scene): Promise<Run[][]> {
  const terminal = await openTerminal(command.split(' '), size, { ...world, ...env });
  await terminal.ended();
  // In a picture long lines are broken as the terminal does; in text they are whole.
  const lines = linesOf(await terminal.coloured({ joined: picture === undefined }));
  return lines.filter((line) => !textOf(line).startsWith('sandbox · '));
}

async function newestJob(): Promise<string> {
  const ran = await glfr(['jobs', '--state', 'succeeded', '-n', '1', '--json'], { env: world });
  const [jobs] = jsonLines(ran.stdout) as unknown as { id: number }[][];
  return String(jobs?.[0]?.id);
}

async function play(scene: Scene): Promise<void> {
  scene.before?.();
  const job = scene.command.includes('JOB') ? await newestJob() : '';
  const command = scene.command.replace('JOB', job);
  const lines = await shownBy(command, scene);
  const isLeftOut = scene.isLeftOut ?? (() => false);
  const kept = trimmed(lines, isLeftOut);
  const faults = Object.entries(scene.env ?? {}).map(([name, value]) => `${name}=${value} `);
  const typed = `$ ${faults.join('')}glfr ${command}`;
  console.log([typed, ...lines.map(textOf), ''].join('\n'));
  writeFileSync(readme, putBetween(readFileSync(readme, 'utf8'), scene.name, block(scene, typed, kept)));
}

function block({ name, picture }: Scene, typed: string, lines: readonly Run[][]): string {
  if (picture === undefined) return ['```console', typed, ...lines.map(textOf), '```'].join('\n');
  writeFileSync(join(root, 'docs', 'tour', `${name}.svg`), svgOf([...typedLines(typed), ...lines], picture));
  return `![${picture}](docs/tour/${name}.svg)`;
}

/** As it can be typed where it would not fit. */
const typedLines = (typed: string): Run[][] =>
  (typed.length > size.columns ? typed.replace(/ (?=glfr)| (?=--to)/g, ' \\\n    ') : typed)
    .split('\n')
    .map(plain);

mkdirSync(join(root, 'docs', 'tour'), { recursive: true });
try {
  for (const scene of scenes) await play(scene);
} finally {
  await closeTerminals();
  await closeGlfr();
}
