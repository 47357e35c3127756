import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGlfr, expectCode, glfr, place, type Ran } from './glfr.ts';

afterAll(closeGlfr);

const env = {
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: join(place, 'state-doctor') },
  ...{ GLFR_SANDBOX_SEED: 'doctor-cli', GLFR_SANDBOX_SPEED: '300' },
};
const run = (args: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  glfr(args.split(' '), { env: { ...env, ...more } });

beforeAll(async () => void expectCode(await run('init --yes'), 0));

describe('glfr doctor', () => {
  it('in a pipe: one check a line, 0 when nothing is wrong', async () => {
    const { stdout } = expectCode(await run('doctor'), 0);
    const lines = stdout.split('\n').slice(0, -1);
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).toMatch(/^(OK|SKIP)\t[a-z]+\t[a-z-]+\t[^\t]+\t[^\t]*$/);
  });

  it('with --json one value', async () => {
    const { stdout, stderr } = expectCode(await run('doctor --json'), 0);
    const value = JSON.parse(stdout) as { healthy: boolean; checks: object[] };
    expect(value).toMatchObject({ healthy: true, sandbox: true });
    for (const check of value.checks)
      expect(check).toMatchObject({
        ...{ id: expect.any(String), group: expect.any(String), text: expect.any(String) },
        state: expect.stringMatching(/^(ok|skip)$/),
      });
    expect(stderr).not.toMatch(/error/);
  });

  it('something wrong: 1, with and without --json', async () => {
    const faults = { GLFR_SANDBOX_FAULTS: 'rebalancing' };
    const { stdout } = expectCode(await run('doctor --json', faults), 1);
    expect(JSON.parse(stdout)).toMatchObject({ healthy: false });
    const text = expectCode(await run('doctor', faults), 1).stdout;
    expect(text).toMatch(/^NG\texecutors\taz-rebalance\t.+\taws autoscaling suspend-processes .+$/m);
  });

  it('what the account does not have: permissions, roles of AWS, quotas', async () => {
    const faults = { GLFR_SANDBOX_FAULTS: 'deny:ecs:UpdateService,no-service-roles,low-quotas' };
    const { stdout } = expectCode(await run('doctor', faults), 1);
    const fixes = stdout
      .split('\n')
      .flatMap((line) => (line.startsWith('NG') ? line.split('\t').slice(2) : []));
    expect(fixes.filter((_, index) => index % 3 !== 1)).toEqual([
      ...['permissions', 'glfr export policy scale runner rotate', 'service-linked-roles'],
      'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com && ' +
        'aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com',
      'vcpu-quotas',
      'aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A ' +
        '--desired-value 12 --region us-east-1',
    ]);
  });

  it('a fix can be typed as it is shown', async () => {
    const faults = { GLFR_SANDBOX_FAULTS: 'old-image,deny:ecs:UpdateService' };
    const { stdout } = expectCode(await run('doctor --sandbox', faults), 1);
    expect(stdout).toMatch(/^NG\texecutors\timage-age\t.+\tglfr deploy --sandbox$/m);
    const drift = /glfr (doctor .*--drift)$/m.exec(stdout)?.[1] ?? '';
    expectCode(await run(drift), 0);
    const policy = /glfr (export policy.*)$/m.exec(stdout)?.[1] ?? '';
    const { stdout: exported } = expectCode(await run(policy), 0);
    expect(exported).toContain('ecs:UpdateService');
  });

  it('writes the report for its owner alone, and not over another file', async () => {
    const file = join(place, 'report.txt');
    const { stderr } = expectCode(await run(`doctor --bundle ${file}`), 0);
    expect(stderr).toContain(`wrote ${file}`);
    const report = readFileSync(file, 'utf8');
    expect(report).toMatch(/^== Versions ==\nglfr \d/);
    expect(report).not.toMatch(/gl(rt|pat)-\w{8}/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'mine');
    const refused = await run(`doctor --bundle ${file}`);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/is there already[\s\S]+try: glfr doctor --bundle ANOTHER/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expectCode(await run(`doctor --bundle ${file} --force`), 0);
    expect(readFileSync(file, 'utf8')).toContain('== Checks ==');
  });

  it('refuses a place for the report that cannot be written before anything is asked', async () => {
    const none = join(place, 'none', 'report.txt');
    const ran = await run(`doctor --bundle ${none}`);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/there is no folder [\s\S]+try: glfr doctor --bundle glfr-report.txt/);
    const folder = await run(`doctor --force --bundle ${place}`);
    expect(folder).toMatchObject({ code: 2, stdout: '' });
    expect(folder.stderr).toContain(`try: glfr doctor --force --bundle ${join(place, 'glfr-report.txt')}`);
    expect(await run('doctor --bundle -')).toMatchObject({ code: 2, stdout: '' });
  });

  it('no stack: 3', async () => {
    const ran = await run('doctor', { XDG_STATE_HOME: join(place, 'state-none') });
    expect(ran.code).toBe(3);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/There is no glfr stack/);
  });
});
