import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requirePrograms, runSession, sessionCommand, sessionFailed } from '../../src/cli/ssm-session.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glfr-ssm-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

it('is the AWS CLI with the account and the region that were asked for', () => {
  expect(sessionCommand({ id: 'i-1', region: 'eu-central-1' }).join(' ')).toBe(
    'aws ssm start-session --target i-1 --region eu-central-1',
  );
  const more = { profile: 'work', endpoint: 'http://127.0.0.1:5000' };
  expect(sessionCommand({ id: 'i-1', region: 'r', ...more })).toEqual(
    expect.arrayContaining(['--profile', 'work', '--endpoint-url', 'http://127.0.0.1:5000']),
  );
});

it('says which program is missing, and where it comes from', async () => {
  expect(() => requirePrograms(undefined)).toThrow(/^aws and session-manager-plugin are not installed here/);
  await writeFile(join(folder, 'aws'), '#!/bin/sh\n');
  await chmod(join(folder, 'aws'), 0o755);
  const path = [folder, '/nowhere'].join(delimiter);
  expect(() => requirePrograms(path)).toThrow(/^session-manager-plugin is not installed here/);
  await writeFile(join(folder, 'session-manager-plugin'), '');
  expect(() => requirePrograms(path)).not.toThrow();
});

it('gives the terminal away until the session ends, Ctrl-C included', async () => {
  const heard: string[] = [];
  const listener = () => void heard.push('SIGINT');
  process.on('SIGINT', listener);
  const session = runSession([process.execPath, '-e', 'setTimeout(() => process.exit(3), 300)']);
  process.emit('SIGINT', 'SIGINT');
  expect(await session).toBe(3);
  expect(heard).toEqual([]);
  expect(process.listeners('SIGINT')).toContain(listener);
  process.off('SIGINT', listener);
  expect(sessionFailed('i-1', 3).suggestions.join()).toContain('TargetNotConnected');
  await expect(runSession(['/no/such/program'])).rejects.toThrow(/ENOENT/);
});
