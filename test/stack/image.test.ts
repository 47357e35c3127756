import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { settings } from '../../src/domain/settings/declaration.ts';
import { outside } from '../outside.ts';

const folder = fileURLToPath(new URL('../../assets/image/', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'glfr-image-'));
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 10 }));

interface Instruction {
  name: string;
  text: string;
}

/** A Dockerfile's instructions, continued lines joined. */
function instructionsOf(file: string): Instruction[] {
  const text = readFileSync(join(folder, file), 'utf8').replace(/^\s*#.*\n/gm, '');
  return text
    .replace(/\\\n/g, '\n')
    .split(/\n(?=[A-Z]+ )/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = ''] = part.split(' ');
      return { name, text: part.slice(name.length + 1) };
    });
}

const named = (all: readonly Instruction[], name: string): string[] =>
  all.filter((one) => one.name === name).map(({ text }) => text);

const argumentsOf = (all: readonly Instruction[]): Record<string, string> =>
  Object.fromEntries(named(all, 'ARG').map((text) => text.split('=') as [string, string]));

const manager = instructionsOf('Dockerfile');
const job = instructionsOf('job/Dockerfile');

describe.each([
  ['manager', manager],
  ['job', job],
] as const)("the %s's Dockerfile", (_name, all) => {
  const given = argumentsOf(all);
  const filled = (text: string) => text.replace(/\$\{(\w+)\}/g, (_, name: string) => given[name] ?? '');

  it('has known instructions only, and starts from images of a full version', () => {
    const known = ['ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'RUN', 'STOPSIGNAL'];
    expect(all.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    for (const from of named(all, 'FROM')) {
      const [image = ''] = filled(from).split(' ');
      expect(image).toMatch(/^public\.ecr\.aws\/[a-z/-]+:[a-z-]*v?\d+\.\d+\.\d+$/);
    }
  });

  it('loads nothing unseen: no ADD, no latest, no plain HTTP, a checksum for every download', () => {
    const text = all.map((one) => `${one.name} ${one.text}`).join('\n');
    expect(text).not.toMatch(/\blatest\b|http:\/\/|\| *(ba)?sh\b|--no-check|curl [^;]*(-k|--insecure)/);
    for (const run of named(all, 'RUN')) {
      expect(run).toMatch(/^set -eu;/);
      if (/curl -/.test(run)) expect(run).toMatch(/sha256sum -c/);
      expect(run.replaceAll('apk add --no-cache', '')).not.toContain('apk add');
    }
  });

  it('holds no secret, and no argument is made for one', () => {
    const names = all.filter(({ name }) => name === 'ARG' || name === 'ENV').map(({ text }) => text);
    expect(names.filter((text) => /token|password|secret|_key/i.test(text))).toEqual([]);
    expect(all.some(({ text }) => /gl(rt|pat)-|AKIA/.test(text))).toBe(false);
  });

  it.skipIf(!outside('shellcheck'))('has commands that are clean for shellcheck', () => {
    const variables = [...Object.keys(given), 'HOME'].map((name) => `${name}=\${${name}:-}\n`).join('');
    for (const run of named(all, 'RUN')) {
      const used = variables.split('\n').filter((line) => run.includes(line.split('=')[0] || '\0'));
      const input = `${used.join('\n')}\n${run}\n`;
      const { stdout } = spawnSync('shellcheck', ['-s', 'sh', '-'], { input, encoding: 'utf8' });
      expect(stdout).toBe('');
    }
  });
});

describe("the manager's image", () => {
  it('stops as the official one should: SIGQUIT, for gitlab-runner alone', () => {
    expect(named(manager, 'STOPSIGNAL')).toEqual(['SIGQUIT']);
    expect(JSON.parse(named(manager, 'ENTRYPOINT')[0]!)).toEqual([
      ...['/usr/bin/dumb-init', '--single-child', '--', '/entrypoint'],
    ]);
    // An ENTRYPOINT resets the CMD of the image it starts from.
    expect(JSON.parse(named(manager, 'CMD')[0]!)[0]).toBe('run');
  });

  it('has the runner and the plugin that the stack asks for', () => {
    const { RUNNER_IMAGE, FLEETING_PLUGIN } = argumentsOf(manager);
    expect(RUNNER_IMAGE).toBe(settings.managerImage.default);
    expect(argumentsOf(job).RUNNER_IMAGE).toBe(RUNNER_IMAGE);
    const config = readFileSync(
      new URL('../../assets/stack/docker-autoscaler/config.yml', import.meta.url),
      'utf8',
    );
    expect(config).toContain(`autoscaler.plugin = "${FLEETING_PLUGIN}"`);
  });

  /** One RUN of it, with stand-ins for what it calls. */
  function build(about: string, given: Record<string, string>, tools: Record<string, string>) {
    const run = named(manager, 'RUN').find((text) => text.includes(about)) ?? 'exit 99';
    const bin = mkdtempSync(join(place, 'bin-'));
    for (const [name, script] of Object.entries(tools))
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const command = run.replaceAll('/usr/bin/', `${bin}/`).replaceAll('/opt/', `${bin}/opt/`);
    const env = {
      PATH: `${bin}:/usr/bin:/bin`,
      TARGETARCH: 'amd64',
      TMPDIR: bin,
      ...argumentsOf(manager),
      ...given,
    };
    return spawnSync('sh', ['-c', command], { env, encoding: 'utf8' });
  }

  it('is not built when the plugin did not come, although its installer says nothing', () => {
    const lists = (status: number) => ({
      'gitlab-runner': `case $4 in install) cat "$3" ;; list) exit ${status} ;; esac`,
    });
    expect(build('fleeting', {}, lists(1)).status).toBe(1);
    const good = build('fleeting', {}, lists(0));
    expect(good.status).toBe(0);
    expect(good.stdout).toContain('[runners.autoscaler]\nplugin = "aws:1.1.0"\n');
  });

  it.each([
    ['docker-machine', 'DOCKER_MACHINE'],
    ['fargate', 'FARGATE_DRIVER'],
  ])('takes %s only when asked, and only with its checksum', (what, name) => {
    const about = `$${name}_VERSION`;
    const curl = { curl: 'while [ "$1" != -o ]; do shift; done; printf binary >"$2"' };
    const right = '9a3a45d01531a20e89ac6ae10b0b0beb0492acd7216a368aa062d1a5fecaf9cd';
    const built = (given: Record<string, string>) => build(about, given, curl);
    expect(built({}).status, what).toBe(0);
    const missing = built({ [`${name}_VERSION`]: 'v1.2.3' });
    expect(missing).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('SHA-256 for amd64 is missing'),
    });
    const given = { [`${name}_VERSION`]: 'v1.2.3', [`${name}_SHA256_AMD64`]: 'f'.repeat(64) };
    expect(built(given).status).toBe(1);
    expect(built({ ...given, [`${name}_SHA256_AMD64`]: right })).toMatchObject({ status: 0 });
    expect(built({ ...given, TARGETARCH: 'riscv64' }).status).toBe(1);
  });
});

describe("a job's image for fargate", () => {
  const script = join(folder, 'job/start.sh');

  it.skipIf(!outside('shellcheck'))('has a start script that is clean for shellcheck', () => {
    expect(spawnSync('shellcheck', [script], { encoding: 'utf8' }).stdout).toBe('');
  });

  it("lets the job's key in, and gives its sessions the task's role but no other variable", () => {
    const bin = mkdtempSync(join(place, 'job-'));
    writeFileSync(join(bin, 'ssh-keygen'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(bin, 'sshd'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
    const ssh = join(bin, 'ssh');
    const env = {
      ...{ PATH: `${bin}:/usr/bin:/bin`, SSH_FOLDER: ssh, OTHER: 'no', AWS_REGION: 'eu-central-1' },
      ...{ SSH_PUBLIC_KEY: 'ssh-rsa AAAA job', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' },
    };
    const { status, stdout } = spawnSync('sh', [script], { env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^-D -e .*PasswordAuthentication=no/);
    expect(readFileSync(join(ssh, 'authorized_keys'), 'utf8')).toBe('ssh-rsa AAAA job\n');
    expect(readFileSync(join(ssh, 'environment'), 'utf8').trim().split('\n').sort()).toEqual([
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/1',
      'AWS_REGION=eu-central-1',
    ]);
    expect(spawnSync('sh', [script], { env: { PATH: env.PATH, SSH_FOLDER: ssh } }).status).toBe(1);
  });
});
