import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnKeys } from '../../src/domain/fleet/columns.ts';
import { policyNames } from '../../src/domain/iam/words.ts';
import { jobColumnKeys } from '../../src/domain/runner/jobs/columns.ts';
import { outside } from '../outside.ts';
import { closeGlfr, expectCode, glfr, isolated, place } from './glfr.ts';
import { manifestCommands, typedAs } from './manifest.ts';
import { closeTerminals, openProgram } from './terminal.ts';

const run = promisify(execFile);
const shells = ['bash', 'zsh', 'fish'] as const;
const script = (shell: (typeof shells)[number]): string => join(place, `completion.${shell}`);
const commands = manifestCommands();
const policyWords = [...new Set(policyNames.map((name) => name.replace(/ .*/, '')))];
const topics = [...new Set(commands.flatMap(({ id }) => (/:/.test(id) ? [id.replace(/:.*/, '')] : [])))];
const top = [...topics, ...commands.map(typedAs).filter((name) => !name.includes(' '))].sort();

beforeAll(async () => {
  mkdirSync(join(place, 'networks'));
  writeFileSync(join(place, 'networks', 'net work.json'), '{}');
  for (const shell of shells)
    writeFileSync(script(shell), expectCode(await glfr(['completion', shell]), 0).stdout);
});
afterAll(async () => {
  await closeTerminals();
  await closeGlfr();
});

/** What bash offers for these words, the last of them being typed, as it calls the function itself. */
async function bash(words: readonly string[], type = 9): Promise<string[]> {
  const harness = `set -u; source "$0"; [[ $(complete -p glfr) == 'complete -F _glfr glfr' ]] || exit 9
    COMP_TYPE=$1; COLUMNS=80; COMP_WORDS=("\${@:2}"); COMP_CWORD=$(($# - 2)); COMPREPLY=(); _glfr
    ((\${#COMPREPLY[@]} == 0)) || printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['--norc', '-c', harness, script('bash'), String(type), ...words];
  const { stdout, stderr } = await run('bash', args, { cwd: place, env: isolated });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

const typed = (line: string): Promise<string[]> => bash(line.split(' '));

describe('bash', () => {
  it.runIf(outside('shellcheck'))('has nothing that shellcheck would change', async () => {
    await run('shellcheck', [script('bash')]);
  });

  it.each<[line: string, offered: readonly string[]]>([
    ['glfr ', top],
    ['glfr exec', ['executors']],
    ['glfr runner p', ['pause']],
    ['glfr executors --s', []],
    ['glfr -', ['--help', '--version']],
    ['glfr nonsense ', []],
    ['glfr init --executor ', ['docker-autoscaler', 'docker-machine', 'fargate']],
    ['glfr init --executor = f', ['fargate']],
    ['glfr init --executor =', ['docker-autoscaler', 'docker-machine', 'fargate']],
    ['glfr init --executor=f', ['--executor=fargate']],
    ['glfr logs --executor ', []],
    ['glfr logs -o j', ['json']],
    ['glfr deploy --ssh k', ['key']],
    ['glfr jobs --wa', ['--watch']],
    ['glfr jobs --since 1h --st', ['--stack', '--state']],
    ['glfr status --no-c', ['--no-color']],
    ['glfr completion ', ['bash', 'zsh', 'fish']],
    ['glfr why ', []],
    ['glfr deploy --config net', ['networks']],
    ['glfr check --snapshot networks/', ['networks/net work.json']],
    ['glfr status --token-file = net', ['networks']],
    ['glfr export image net', ['networks']],
    ['glfr logs --level ', ['debug', 'info', 'warning', 'error', 'fatal', 'panic']],
    ['glfr executors ls --columns ', columnKeys],
    ['glfr executors ls --columns id,st', ['id,state']],
    ['glfr executors ls --columns = id,st', ['id,state']],
    ['glfr executors ls --columns=id,st', ['--columns=id,state']],
    ['glfr executors ls --columns -a', []],
    ['glfr executors ls --sort ma', ['market']],
    ['glfr executors ls --sort = -ag', ['-age']],
    ['glfr executors ls --sort=-age,-z', ['--sort=-age,-zone']],
    // Behind a space it is no order, but a flag.
    ['glfr executors ls --sort -ag', []],
    ['glfr jobs --columns ', jobColumnKeys],
    ['glfr jobs --sort=-ru', ['--sort=-run']],
    ['glfr export policy ', policyWords],
    ['glfr export policy logs st', ['status']],
    ['glfr export policy executors ', ['connect', 'ls', 'prune', 'show', 'stop']],
    ['glfr export policy executors ls run', ['runner']],
    ['glfr export policy logs --acc', ['--account']],
  ])('%s', async (line, offered) => {
    expect((await typed(line)).toSorted()).toEqual(offered.toSorted());
  });

  it.each(commands.map((command) => [typedAs(command), command] as const))(
    '%s: all flags',
    async (name, command) => {
      const own = Object.entries(command.flags).flatMap(([flag, { allowNo }]) => [
        `--${flag}`,
        ...(allowNo ? [`--no-${flag}`] : []),
      ]);
      expect((await typed(`glfr ${name} --`)).toSorted()).toEqual(['--help', ...own].toSorted());
    },
  );

  it('says what each means where it only shows them', async () => {
    const shown = await bash(['glfr', 'runner', ''], 63);
    expect(shown).toContainEqual(expect.stringMatching(/^show {5}The runner as GitLab sees it/));
    for (const line of await bash(['glfr', 'init', '--'], 63)) expect(line.length).toBeLessThan(80);
  });
});

/** One Tab in a real terminal. */
async function pressTab(shell: 'bash' | 'zsh', flags: string[], line: string, seen: RegExp): Promise<string> {
  const terminal = await openProgram([shell, ...flags], { columns: 100, rows: 30 }, { PS1: '> ' });
  const prepare = { bash: '', zsh: 'PS1="> "; autoload -U compinit; compinit -u -D; ' }[shell];
  await terminal.type(`cd ${place}; ${prepare}source ${script(shell)}; clear; echo rea''dy`);
  await terminal.press('Enter');
  await terminal.until(/^ready/m);
  await terminal.type(line);
  await terminal.press('Tab');
  return terminal.until(seen);
}

describe('a Tab in a real terminal', () => {
  it.runIf(outside('tmux'))('bash', async () => {
    await pressTab('bash', ['--norc', '--noprofile'], 'glfr init --executor=fa', /--executor=fargate$/m);
    await pressTab('bash', ['--norc', '--noprofile'], 'glfr check --snapshot net', /--snapshot networks\/$/m);
  });

  it.runIf(outside('tmux', 'zsh'))('zsh', async () => {
    await pressTab('zsh', ['-f'], 'glfr executors ', /ls +-- List the executors/);
    await pressTab('zsh', ['-f'], 'glfr init --executor=fa', /--executor=fargate/);
    await pressTab('zsh', ['-f'], 'glfr jobs --state ', /failed +running +succeeded/);
    await pressTab('zsh', ['-f'], 'glfr jobs --', /--watch +-w +-- keep it up to date|--watch.*keep it up/);
    await pressTab('zsh', ['-f'], 'glfr logs --level=wa', /--level=warning/);
    await pressTab('zsh', ['-f'], 'glfr executors ls --columns id,sta', /--columns id,state/);
    await pressTab('zsh', ['-f'], 'glfr jobs --sort=-ag', /--sort=-age/);
    await pressTab('zsh', ['-f'], 'glfr export policy logs stat', /policy logs status/);
    await pressTab('zsh', ['-f'], 'glfr export policy executors ', /connect +ls +prune/);
    await pressTab('zsh', ['-f'], 'glfr check --snapshot net', /net\\ work\.json|networks\//);
  });
});

describe.runIf(outside('fish'))('fish', () => {
  const fish = async (line: string): Promise<string[]> => {
    const text = `source ${script('fish')}; complete -C '${line}'`;
    const { stdout, stderr } = await run('fish', ['--no-config', '-c', text], { cwd: place, env: isolated });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  };

  it.each<[line: string, offered: readonly string[]]>([
    ['glfr ', top],
    ['glfr runner p', ['pause']],
    ['glfr init --executor ', ['docker-autoscaler', 'docker-machine', 'fargate']],
    ['glfr init --executor=f', ['--executor=fargate']],
    ['glfr logs --executor ', []],
    ['glfr jobs --wa', ['--watch']],
    ['glfr completion ', ['bash', 'zsh', 'fish']],
    ['glfr deploy --config net', ['networks/']],
    ['glfr nonsense ', []],
    ['glfr logs --level w', ['warning']],
    ['glfr executors ls --columns id,st', ['id,state']],
    ['glfr executors ls --columns=id,st', ['--columns=id,state']],
    ['glfr executors ls --sort=-ag', ['--sort=-age']],
    ['glfr jobs --columns ', jobColumnKeys],
    ['glfr jobs --sort=-run,-ag', ['--sort=-run,-age']],
    ['glfr export policy ', policyWords],
    ['glfr export policy logs executors ', ['connect', 'ls', 'prune', 'show', 'stop']],
    ['glfr export policy executors ls run', ['runner']],
  ])('%s', async (line, offered) => {
    const words = (await fish(line)).map((one) => one.replace(/\t.*/, ''));
    expect(words.toSorted()).toEqual(offered.toSorted());
  });

  it('has the meanings', async () => {
    expect(await fish('glfr jobs --wat')).toEqual([expect.stringMatching(/^--watch\tkeep it up to date/)]);
  });
});

describe.each(['zsh', 'fish'] as const)("%s's script", (shell) => {
  it('has every command and every flag', async () => {
    const { stdout } = await glfr(['completion', shell]);
    for (const { id, flags } of commands)
      for (const word of [...id.split(':'), ...Object.keys(flags)]) expect(stdout).toContain(word);
    expect(stdout).not.toMatch(/%\w+%|undefined/);
  });
});
