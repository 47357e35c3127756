import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGlfr, place, root } from './glfr.ts';

const run = promisify(execFile);
const folder = join(place, 'elsewhere');
/** npm with nothing cached and no network: what it installs is what the tarball holds. */
const env = {
  PATH: process.env.PATH,
  HOME: join(place, 'home'),
  XDG_STATE_HOME: join(place, 'state'),
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
};
let files: string[];

beforeAll(async () => {
  mkdirSync(folder);
  // Its scripts would build dist again, under the other tests' feet.
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', place];
  const { stdout } = await run('npm', packing, { cwd: root, env });
  const [packed] = JSON.parse(stdout) as { filename: string; size: number; files: { path: string }[] }[];
  files = packed!.files.map(({ path }) => path);
  console.log(`${packed!.filename}: ${files.length} files, ${Math.round(packed!.size / 1024)} kB`);
  const installing = ['install', '--no-audit', '--no-fund', join(place, packed!.filename)];
  await run('npm', installing, { cwd: folder, env });
});
afterAll(closeGlfr);

const npx = (...args: string[]) => run('npx', ['glfr', ...args], { cwd: folder, env });

describe('the packed tarball, installed in an empty folder', () => {
  it('holds what a user runs and nothing of how it was made', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        ...['bin/run.js', 'dist/main.js', 'dist/commands/init.js', 'oclif.manifest.json'],
        ...['dist/stack.docker-autoscaler.yml', 'assets/prices.json', 'package.json'],
        ...['dist/stack.docker-machine.yml', 'dist/stack.fargate.yml', 'assets/endpoints.yml'],
        ...['assets/completion/glfr.bash', 'assets/completion/glfr.zsh', 'assets/completion/glfr.fish'],
        ...['assets/image/Dockerfile', 'assets/image/job/start.sh', 'assets/pipeline.gitlab-ci.yml'],
      ]),
    );
    expect(
      files.filter((file) => /^(src|test|commands|\.ci)\/|\.tsx?$|metafile|vitest|biome/.test(file)),
    ).toEqual([]);
  });

  it('runs with npx, and brings nothing else with it', async () => {
    const { stdout } = await npx('--version');
    expect(stdout).toMatch(/^glfr\/\d+\.\d+\.\d+ /);
    const { stdout: tree } = await run('npm', ['ls', '--all', '--parseable'], { cwd: folder, env });
    expect(tree.trim().split('\n')).toEqual([folder, join(folder, 'node_modules/glfr')]);
    const { stdout: help } = await npx('init', '--help');
    expect(help).toContain('$ glfr init --sandbox --yes');
  });

  it('does the main job in its sandbox', async () => {
    const { stdout } = await run('npx', ['glfr', 'init', '--sandbox', '--yes'], {
      cwd: folder,
      env: { ...env, GLFR_SANDBOX_SPEED: '200' },
    });
    expect(stdout).toMatch(/^✔ glfr in \S+ is created/);
  });
});
