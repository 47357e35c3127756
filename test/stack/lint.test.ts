import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type ExecutorKind, executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { outside } from '../outside.ts';
import { type Deployed, deploy } from './deployed.ts';
import { managerContainer, readTemplate } from './template.ts';
import { cases, parametersOf } from './valid-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'glfr-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const template = (kind: ExecutorKind) => put(`${kind}.yml`, bundledTemplate(kind));
const endpoints = fileURLToPath(new URL('../../assets/endpoints.yml', import.meta.url));

/** Everything a checker says. */
const said = (tool: string, args: string[], input = '') =>
  new Promise<string>((resolve, reject) => {
    const child = execFile(tool, args, (error, out, err) =>
      typeof error?.code === 'string' ? reject(error) : resolve(`${out}${err}`),
    );
    child.stdin?.end(input);
  });
const cfnLint = (...args: string[]) => said('cfn-lint', ['--format', 'parseable', ...args]);

/** A stack with its parameters worked in, as a template of its own: so that values are checked, not functions. */
function resolved(name: string, { resources }: Deployed) {
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([id, { type, properties }]) => [
      id,
      { Type: type, Properties: properties },
    ]),
  );
  return put(`${name}.json`, JSON.stringify({ Resources }, null, 1));
}

describe.skipIf(!outside('cfn-lint'))('cfn-lint, nothing suppressed', () => {
  test('is content with every template', async () => {
    for (const kind of executorKinds) expect(bundledTemplate(kind)).not.toContain('cfn-lint');
    expect(await cfnLint(...executorKinds.map(template), endpoints)).toBe('');
  });

  test('is content with what any valid settings make of them', async () => {
    const samples = executorKinds.flatMap((kind) =>
      fc.sample(cases(kind), 3).map((one) => ({ kind, parameters: parametersOf(kind, one) })),
    );
    const files = samples.map(({ kind, parameters }, index) =>
      resolved(`${kind}-${index}`, deploy(kind, parameters)),
    );
    expect(await cfnLint(...files), JSON.stringify(samples)).toBe('');
  });

  test('would find a value that AWS does not take', async () => {
    const wrong = deploy('docker-autoscaler', { ManagerCpu: '4096', ManagerMemory: '512' });
    expect(await cfnLint(resolved('wrong', wrong))).toContain('not compatible with memory');
  });
});

test.skipIf(!outside('shellcheck'))('shellcheck is content with every start script', async () => {
  for (const kind of executorKinds) {
    const { EntryPoint, Command } = managerContainer(readTemplate(kind));
    expect(EntryPoint).toEqual(['/bin/sh', '-c']);
    expect(await said('shellcheck', ['--shell=sh', '-'], Command.join('\n')), kind).toBe('');
  }
});

test.each(executorKinds)('CloudFormation takes any valid settings for %s', (kind) => {
  fc.assert(
    fc.property(cases(kind), (one) => {
      const { resources } = deploy(kind, parametersOf(kind, one));
      // The start script has braces of its own.
      const text = JSON.stringify(resources, (key, value) => (key === 'Command' ? undefined : value));
      // A function that was not worked out, or one that was worked out to nothing.
      expect(text).not.toMatch(/"(Fn::\w+|Ref)":|\$\{(?!AWS::)|undefined|\[object/);
      const disk = resources.JobTaskDefinition?.properties.EphemeralStorage.SizeInGiB;
      expect(Number(disk ?? 21)).toBeLessThanOrEqual(200);
      const task = resources.ManagerTaskDefinition?.properties;
      expect(Buffer.byteLength(JSON.stringify(task))).toBeLessThan(65_536);
    }),
  );
});
