import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export const region = 'eu-central-1';

/** An AWS that no one here wrote, on a port of loopback. */
export interface Moto {
  url: string;
  /** What glfr needs in its environment to use it. */
  env: Readonly<Record<string, string>>;
  /** Runs the AWS CLI against it and parses what it prints. */
  aws<T>(...args: string[]): Promise<T>;
  /** One EC2 action straight over HTTP, for what would take the CLI minutes. */
  ec2(action: string, parameters: Readonly<Record<string, string>>, inRegion?: string): Promise<string>;
  /** Back to an empty account. */
  reset(): Promise<void>;
  /** Ends the server by its process id. */
  stop(): Promise<void>;
}

const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: region };

/** Starts `moto_server`; fails with one line when it or the AWS CLI is not installed. */
export async function startMoto(): Promise<Moto> {
  requireProgram('moto_server', 'it with: pip install "moto[server]"');
  requireProgram('aws', 'the AWS CLI');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await ready(url, child);
  return {
    url,
    env: { ...keys, AWS_ENDPOINT_URL: url },
    aws: (...args) => awsCli(url, args),
    ec2: (action, parameters, inRegion = region) => ec2Call(url, { action, parameters, inRegion }),
    reset: async () => void (await fetch(`${url}/moto-api/reset`, { method: 'POST' })),
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  child.kill('SIGKILL');
  throw new Error(`moto_server did not come up at ${url} (exit code ${child.exitCode}).`);
}

const run = promisify(execFile);

async function awsCli<T>(url: string, args: readonly string[]): Promise<T> {
  const { stdout } = await run('aws', ['--endpoint-url', url, '--output', 'json', ...args], {
    env: {
      ...cleanEnv(),
      ...keys,
      AWS_DEFAULT_REGION: region,
      AWS_PAGER: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim() || 'null') as T;
}

/** The machine's environment without its own AWS account and proxies. */
function cleanEnv(): Record<string, string | undefined> {
  const entries = Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name));
  return Object.fromEntries(entries);
}

async function ec2Call(
  url: string,
  call: { action: string; parameters: Readonly<Record<string, string>>; inRegion: string },
): Promise<string> {
  const { action, parameters, inRegion } = call;
  const scope = `test/20261123/${inRegion}/ec2/aws4_request`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    body: new URLSearchParams({ Action: action, Version: '2016-11-15', ...parameters }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${action}: ${text}`);
  return text;
}

function requireProgram(name: string, how: string): void {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (folders.some((folder) => existsSync(join(folder, name)))) return;
  throw new Error(`${name} is missing, and this test needs it: install ${how}.`);
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
