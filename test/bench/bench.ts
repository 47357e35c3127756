/**
 * The budgets of the design, measured side by side in one run. Milliseconds belong to the machine, ratios travel.
 * `npm run bench`; exits 0 whatever it finds: it informs, it does not judge a change.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Moto, region, startMoto } from '../aws/moto.ts';
import { reachFigures } from './reach.ts';

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const rounds = 15;
const instances = 60;
const home = mkdtempSync(join(tmpdir(), 'glfr-bench-'));

interface Command {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

interface Row {
  what: string;
  ours: Command;
  against: string;
  theirs: Command;
  /** At most this many times the wall time of the other. */
  budget: number;
}

const base = { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', AWS_EC2_METADATA_DISABLED: 'true' };
const node = (...args: string[]): Command => ({ file: process.execPath, args, env: base });
const glfr = (env: Readonly<Record<string, string>>, ...args: string[]): Command => ({
  file: process.execPath,
  args: [program, ...args],
  env: { ...base, ...env },
});

function run({ file, args, env }: Command): { ms: number; ran: SpawnSyncReturns<string> } {
  const start = performance.now();
  const ran = spawnSync(file, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const ms = performance.now() - start;
  if (ran.status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${ran.status}: ${ran.stderr}`);
  return { ms, ran };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Both in turn, so that whatever else the machine does meets both; the first round only warms caches. */
function measure({ ours, theirs }: Row): { ours: number; theirs: number; ratio: number } {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const [one, other] = [run(ours).ms, run(theirs).ms];
    if (round === 0) continue;
    times.ours.push(one);
    times.theirs.push(other);
  }
  const ratios = times.ours.map((ms, round) => ms / (times.theirs[round] ?? Number.NaN));
  return { ours: median(times.ours), theirs: median(times.theirs), ratio: median(ratios) };
}

/** The AWS CLI itself, where a version manager's shim stands before it: that is not what is measured. */
function awsProgram(): string {
  const folder = base.PATH.split(delimiter).find((one) => existsSync(join(one, 'aws'))) ?? '';
  const versions = join(folder, '..', 'versions');
  if (basename(folder) !== 'shims' || !existsSync(versions)) return 'aws';
  const installed = readdirSync(versions).map((version) => join(versions, version, 'bin', 'aws'));
  return installed.find((file) => existsSync(file)) ?? 'aws';
}

async function executorsRow(moto: Moto): Promise<Row> {
  const [subnet = ''] = (await moto.ec2('DescribeSubnets', {})).match(/subnet-[0-9a-f]{17}/) ?? [];
  const { startGitLab } = await import('../gitlab/loopback.ts');
  const gitlab = await startGitLab({ token: 'glpat-loopbackaccess03' });
  const made = ['deploy', '--stack', 'bench', '--no-wait', '--subnet', subnet, '--gitlab-url', gitlab.url];
  // moto does not know CloudFormation's key pairs.
  const env = { ...moto.env, GLFR_SSH: 'instance-connect', GLFR_GITLAB_TOKEN: 'glpat-loopbackaccess03' };
  await deploy(glfr(env, ...made));
  await gitlab.close();
  await moto.ec2('RunInstances', {
    ...{ ImageId: 'ami-12c6146b', InstanceType: 't3.large' },
    ...{ MinCount: String(instances), MaxCount: String(instances) },
    ...{ 'TagSpecification.1.ResourceType': 'instance', 'TagSpecification.1.Tag.1.Key': 'glfr:stack' },
    'TagSpecification.1.Tag.1.Value': 'bench',
  });
  const filter = ['ec2', 'describe-instances', '--filters', 'Name=tag:glfr:stack,Values=bench'];
  return {
    what: `glfr executors ls (${instances} instances)`,
    ours: glfr(moto.env, 'executors', 'ls', '--stack', 'bench'),
    against: 'aws ec2 describe-instances',
    theirs: {
      file: awsProgram(),
      args: ['--endpoint-url', moto.url, ...filter],
      env: { ...base, ...moto.env, AWS_DEFAULT_REGION: region, AWS_PAGER: '' },
    },
    budget: 0.4,
  };
}

/** Not synchronous: the loopback GitLab answers from this very process. */
async function deploy({ file, args, env }: Command): Promise<void> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  await promisify(execFile)(file, args, { env });
}

function show(row: Row): void {
  const { ours, theirs, ratio } = measure(row);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const verdict = ratio <= row.budget ? 'within' : 'OVER';
  const cells = [
    row.what,
    ms(ours),
    row.against,
    ms(theirs),
    `${ratio.toFixed(2)} ×`,
    `≤ ${row.budget} ×`,
    verdict,
  ];
  const widths = [34, 8, 27, 8, 7, 7, 6];
  console.log(cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' '));
}

async function main(): Promise<void> {
  console.log(`${reachFigures().join('\n')}\n`);
  if (!existsSync(fileURLToPath(new URL('../../dist/main.js', import.meta.url))))
    return console.log('dist/main.js is missing: run `npm run build`.');
  console.log(`medians of ${rounds} interleaved runs, node ${process.versions.node}\n`);
  show({
    what: 'glfr --version',
    ours: glfr({}, '--version'),
    against: 'node -e 0',
    theirs: node('-e', '0'),
    budget: 3,
  });
  const moto = await startMoto();
  try {
    show(await executorsRow(moto));
  } finally {
    await moto.stop();
  }
  const { measureLogs } = await import('./logs.ts');
  await measureLogs();
}

try {
  await main();
} catch (error) {
  console.log(`not measured: ${error instanceof Error ? error.message : error}`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
