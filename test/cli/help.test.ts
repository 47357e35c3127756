import { join } from 'node:path';
import { type Command, Config } from '@oclif/core';
import { afterAll, describe, expect, it } from 'vitest';
import GlfrHelp from '../../src/cli/help.ts';
import { closeGlfr, expectCode, glfr, root } from './glfr.ts';
import { manifestCommands, typedAs } from './manifest.ts';

afterAll(closeGlfr);

const config = Config.load(root);
const commands = manifestCommands();
const each = commands.map((command) => [typedAs(command), command] as const);
const page = async (words: string, columns = 80): Promise<string> => {
  const args = [...words.split(' ').filter(Boolean), '--help'];
  return expectCode(await glfr(args, { env: { OCLIF_COLUMNS: String(columns) } }), 0).stdout;
};
/** A command's page without a process of its own; that it is the same is told by tests below. */
async function drawn(name: string, columns = 80): Promise<string> {
  const help = new DrawnHelp(await config, { maxWidth: columns, stripAnsi: true });
  await help.showHelp([...name.split(' '), '--help']);
  return help.text;
}

class DrawnHelp extends GlfrHelp {
  text = '';

  protected override log(...lines: string[]): void {
    this.text += `${lines.join(' ')}\n`;
  }
}

describe('the page of every command', () => {
  it.each(each)('%s says what it does, changes and needs, with examples', (_name, command) => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/);
    for (const text of [command.description, command.changes, command.needs]) expect(text).toMatch(/\.$/);
    expect(command.examples?.length).toBeGreaterThanOrEqual(2);
  });

  it.each(each)('%s: the examples are what it takes', async (name, command) => {
    const file = join(root, 'commands', `${name.replace(' ', '/')}.ts`);
    const { default: taken } = (await import(file)) as { default: Command.Class };
    for (const example of command.examples ?? []) {
      const words = argvOf(example.split('\n').at(-1) ?? '');
      expect(words.slice(0, name.split(' ').length).join(' ')).toBe(name);
      const argv = words.slice(name.split(' ').length);
      await expect(parsedBy(taken, argv)).rejects.toBe(parsed);
    }
  });

  it.each(each)('%s has every section, flag, environment name and exit code', async (name, { id, flags }) => {
    const { stdout, stderr } = expectCode(
      await glfr([...name.split(' '), '--help'], { env: { COLUMNS: '200' } }),
      0,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe(await drawn(name));
    const headings = stdout.match(/^[A-Z][A-Z ]+$/gm);
    const sections = ['USAGE', 'DESCRIPTION', 'CHANGES', 'NEEDS', 'EXAMPLES', 'EXIT CODES'];
    expect(headings).toEqual(expect.arrayContaining(sections));
    const text = stdout.replace(/\s+/g, ' ');
    for (const [flag, { env }] of Object.entries(flags)) {
      expect(text).toMatch(new RegExp(`--(\\[no-\\])?${flag}\\b`));
      const own = `GLFR_${flag.toUpperCase().replaceAll('-', '_')}`;
      // Other commands have flags of these names too, and mean other things by them.
      const topic = id.split(':')[0]!.toUpperCase();
      const isOfTopic = env === own.replace('GLFR_', `GLFR_${topic}_`);
      expect(`${flag}: ${env}`).toBe(`${flag}: ${isOfTopic ? env : own}`);
      expect(text).toContain(`env: ${env}]`);
    }
    for (const number of [0, 1, 2, 3, 4, 5, 6, 130])
      expect(stdout).toMatch(new RegExp(`^ +${number} +\\w`, 'm'));
  });

  it.each(each)('%s has nothing under no heading', async (name) => {
    expect(await drawn(name)).not.toMatch(/^[A-Z][A-Z ]+\n\s*\n/m);
  });

  it('is there for all of them', () => {
    const some = ['init', 'deploy', 'status', 'logs', 'executors ls', 'scale', 'destroy'];
    expect(commands.map(typedAs)).toEqual(expect.arrayContaining(some));
  });
});

const parsed = new Error('parsed');

/** Runs the command up to its own parsing. */
async function parsedBy(taken: Command.Class, argv: string[]): Promise<void> {
  const made = taken as unknown as new (argv: string[], config: Config) => Parsing;
  const command = new made(argv, await config);
  const parse = command.parse.bind(command);
  command.parse = async (...given) => {
    await parse(...given);
    throw parsed;
  };
  await command.run();
}

interface Parsing {
  parse(...given: unknown[]): Promise<unknown>;
  run(): Promise<void>;
}

/** The words after `glfr`, as a shell would make them of one command of a line. */
function argvOf(line: string): string[] {
  const [own = ''] = line.replace(/.*<%= config\.bin %> /, '').split(/ [|>] |; /);
  return [...own.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? '',
  );
}

describe.each([40, 80, 120])('at %i columns', (columns) => {
  it.each([['', undefined] as const, ...each])('nothing of "%s" is cut', async (name, command) => {
    const text = name === '' ? await page(name, columns) : await drawn(name, columns);
    const tooLong = text.split('\n').filter((line) => line.length > columns);
    // An address or a list of choices without a space stays whole.
    expect(tooLong.filter((line) => / /.test(line.trim().replace(/ \\$/, '')))).toEqual([]);
    const shown = new Set(text.split(/[\s[\]]+/));
    const told = [command?.summary, command?.description, command?.changes, command?.needs];
    const meanings = Object.values(command?.flags ?? {}).map(({ description }) => description);
    const words = [...told, ...meanings].flatMap((one) => (one ?? '').split(/[\s[\]]+/));
    expect(words.filter((word) => word !== '' && !shown.has(word))).toEqual([]);
  });
});

it.each([40, 120])('a process draws its pages for the width it is told, %i columns', async (columns) => {
  for (const name of ['init', 'runner show'])
    expect(await page(name, columns)).toBe(await drawn(name, columns));
});

describe('the pages above them', () => {
  it('glfr --help has every command and topic, in the order of a day', async () => {
    const text = await page('');
    const headings = text.match(/^[A-Z][A-Z ]+$/gm);
    expect(headings).toEqual(
      expect.arrayContaining(['SET UP', 'LOOK', 'CHANGE', 'OTHER DOORS', 'TAKE AWAY']),
    );
    expect(headings).not.toContain('MORE');
    for (const [name] of each) expect(text).toMatch(new RegExp(`^  ${name.split(' ')[0]} `, 'm'));
    expect(text.indexOf('\n  init ')).toBeLessThan(text.indexOf('\n  status '));
    expect(text.indexOf('\n  status ')).toBeLessThan(text.indexOf('\n  destroy '));
  });

  it.each(['executors', 'runner', 'export'])('glfr %s --help lists its commands', async (topic) => {
    const text = await page(topic);
    const below = each.filter(([name]) => name.startsWith(`${topic} `));
    expect(below.length).toBeGreaterThan(0);
    for (const [name] of below) expect(text).toContain(`\n  ${name} `);
  });
});

describe('a word that is none', () => {
  it.each([
    ['statsu', 'glfr status'],
    ['exectors lss', 'glfr executors ls'],
    ['destory --help', 'glfr destroy'],
    ['runner foo', 'glfr runner --help'],
    ['lgs --follow', 'glfr logs'],
  ])('%s: try %s', async (typed, meant) => {
    const { stderr } = expectCode(await glfr(typed.split(' ')), 2);
    expect(stderr).toMatch(/^error: There is no command/);
    expect(stderr).toContain(`try: ${meant}\n`);
  });

  it('is far from everything: only the help', async () => {
    const { stderr } = expectCode(await glfr(['xyzzy']), 2);
    expect(stderr.match(/^try: .*$/gm)).toEqual(['try: glfr --help']);
  });

  it('a flag too', async () => {
    const { stderr } = expectCode(await glfr(['status', '--wacth']), 2);
    expect(stderr).toContain('(did you mean --watch?)');
  });
});

describe('a value or a pair of flags that cannot be', () => {
  it.each([
    ['status --stack=x_y', 'error: --stack x_y: a stack name has letters'],
    ['check --to=a.example:443', 'error: --to goes only with --from.\n'],
  ])('%s: the sentence that says what is wrong comes first', async (typed, sentence) => {
    const { stderr } = expectCode(await glfr(typed.split(' ')), 2);
    expect(stderr.startsWith(sentence), stderr).toBe(true);
  });
});
