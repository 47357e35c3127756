import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { GlfrError } from '../domain/error.ts';

interface Place {
  id: string;
  region: string;
  profile?: string | undefined;
  endpoint?: string | undefined;
}

/** The command that opens a session on an instance. */
export function sessionCommand({ id, region, profile, endpoint }: Place): string[] {
  return [
    ...['aws', 'ssm', 'start-session', '--target', id, '--region', region],
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
  ];
}

const sources = {
  aws: 'the AWS CLI (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)',
  'session-manager-plugin':
    'the Session Manager plugin (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html)',
} as const;

/** Both programs are needed: the CLI starts the session, the plugin carries it. Error: `connect.program-missing`. */
export function requirePrograms(path: string | undefined): void {
  const missing = Object.entries(sources).filter(([name]) => !isOnPath(name, path ?? ''));
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  throw new GlfrError({
    code: 'connect.program-missing',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not installed here, and a session needs both aws and session-manager-plugin.`,
    suggestions: missing.map(([, source]) => `install ${source}`),
  });
}

const endings = process.platform === 'win32' ? ['.exe'] : [''];

const isOnPath = (name: string, path: string): boolean =>
  path
    .split(delimiter)
    .some((folder) => folder !== '' && endings.some((ending) => existsSync(join(folder, name + ending))));

/** Hands the terminal over until the session ends. */
export async function runSession([program = '', ...args]: readonly string[]): Promise<number> {
  // Ctrl-C belongs to what runs on the machine.
  const ignore = () => {};
  const others = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT').on('SIGINT', ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(program, args, { stdio: 'inherit' });
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', ignore);
    for (const listener of others) process.on('SIGINT', listener as NodeJS.SignalsListener);
  }
}

/** The plugin's or the CLI's own words are on the terminal; this says what is behind them most often. */
export const sessionFailed = (id: string, code: number): GlfrError =>
  new GlfrError({
    code: 'connect.failed',
    message: `The session on ${id} ended with ${code}.`,
    suggestions: [
      'TargetNotConnected: it was started before the setting ssm was on, or has no way to ssm and ssmmessages',
      'AccessDenied: you need ssm:StartSession on the instance',
      `glfr executors show ${id}`,
    ],
  });
