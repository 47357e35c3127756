/**
 * `glfr logs` of 200,000 stored events beside the AWS CLI on the same server, and the memory of a log followed over
 * a million. `node test/bench/logs.ts`; part of `npm run bench`.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Moto, region, startMoto } from '../aws/moto.ts';
import { startGitLab } from '../gitlab/loopback.ts';
import { followedMemory } from './memory.ts';
import { awsProgram, median, ms, printLine } from './table.ts';

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const stored = 200_000;
const rounds = 3;
const budget = 0.3;
const group = '/glfr/bench';
const stream = 'manager/manager/0123456789abcdef0123456789abcdef';

async function call(moto: Moto, action: string, body: object): Promise<void> {
  const scope = `test/20261123/${region}/logs/aws4_request`;
  const answer = await fetch(moto.url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
}

async function store(moto: Moto): Promise<void> {
  await call(moto, 'CreateLogStream', { logGroupName: group, logStreamName: stream });
  const start = Date.now() - 3_600_000;
  for (let at = 0; at < stored; at += 10_000) {
    const logEvents = Array.from({ length: 10_000 }, (_, index) => ({
      timestamp: start + (at + index) * 10,
      message: JSON.stringify({
        ...{ job: 4_211_000 + at + index, level: 'info', msg: 'Appending trace to coordinator...ok' },
        ...{ 'job-log': '0-2183', runner: 't1_Vt7t27', 'sent-log': '0-2182', status: '202 Accepted' },
      }),
    }));
    await call(moto, 'PutLogEvents', { logGroupName: group, logStreamName: stream, logEvents });
  }
}

/** A stack with a log group, by glfr itself. */
async function makeStack(moto: Moto, home: string): Promise<void> {
  const [subnet = ''] = (await moto.ec2('DescribeSubnets', {})).match(/subnet-[0-9a-f]{17}/) ?? [];
  const gitlab = await startGitLab({ token: 'glpat-loopbackaccess03' });
  const made = ['deploy', '--stack', 'bench', '--no-wait', '--subnet', subnet, '--gitlab-url', gitlab.url];
  // moto does not know CloudFormation's key pairs.
  const env = {
    ...{ ...envOf(home), ...moto.env, GLFR_SSH: 'instance-connect' },
    GLFR_GITLAB_TOKEN: 'glpat-loopbackaccess03',
  };
  try {
    await promisify(execFile)(process.execPath, [program, ...made], { env });
  } finally {
    await gitlab.close();
  }
}

const envOf = (home: string) => ({
  ...{ PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', AWS_EC2_METADATA_DISABLED: 'true' },
  ...{ AWS_PAGER: '', AWS_DEFAULT_REGION: region },
});

interface Timed {
  ms: number;
  lines: number;
}

function time(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Timed {
  const start = performance.now();
  const ran = spawnSync(file, args, { env, encoding: 'utf8', maxBuffer: 1024 ** 3 });
  const ms = performance.now() - start;
  if (ran.status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${ran.status}: ${ran.stderr}`);
  return { ms, lines: (ran.stdout.match(/Appending trace/g) ?? []).length };
}

/** Both in turn, so that whatever else the machine does meets both. */
export async function measureLogs(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'glfr-bench-'));
  const moto = await startMoto();
  try {
    await makeStack(moto, home);
    await store(moto);
    const env = { ...envOf(home), ...moto.env };
    const ours = [process.execPath, [program, 'logs', '--stack', 'bench', '--since', '2h']] as const;
    const filter = ['logs', 'filter-log-events', '--log-group-name', group, '--start-time', '0'];
    const theirs = [awsProgram(), ['--endpoint-url', moto.url, ...filter]] as const;
    const pairs = Array.from({ length: rounds }, () => [time(...ours, env), time(...theirs, env)] as const);
    const wrong = pairs.flat().find(({ lines }) => lines !== stored);
    if (wrong) throw new Error(`${wrong.lines} lines instead of ${stored}`);
    const [mine, other] = [median(pairs.map(([one]) => one.ms)), median(pairs.map(([, two]) => two.ms))];
    const ratio = median(pairs.map(([one, two]) => one.ms / two.ms));
    const what = `glfr logs (${stored} events)`;
    const against = 'aws logs filter-log-events';
    printLine({ what, ours: ms(mine), against, theirs: ms(other), measured: ratio, budget, unit: '×' });
  } finally {
    await moto.stop();
    rmSync(home, { recursive: true, force: true });
  }
  console.log(await followedMemory());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await measureLogs();
