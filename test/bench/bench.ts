/**
 * The budgets of the design, measured side by side in one run. Milliseconds belong to the machine, ratios travel.
 * `npm run bench`; exits 0 whatever it finds: it informs, it does not judge a change.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Moto, region, startMoto } from '../aws/moto.ts';
import { createSmallStack } from '../aws/small-stack.ts';
import { measureExecutors } from './executors.ts';
import { measureIdle } from './idle.ts';
import { measureLogs } from './logs.ts';
import { measureReach } from './reach.ts';
import { awsProgram, median, ms, printHead, printLine } from './table.ts';

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

async function executorsRow(moto: Moto): Promise<Row> {
  await createSmallStack(moto, home, 'bench');
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

function show(row: Row): void {
  const { ours, theirs, ratio } = measure(row);
  const { what, against, budget } = row;
  printLine({ what, ours: ms(ours), against, theirs: ms(theirs), measured: ratio, budget, unit: '×' });
}

const version: Row = {
  what: 'glfr --version',
  ours: glfr({}, '--version'),
  against: 'node -e 0',
  theirs: node('-e', '0'),
  budget: 3,
};

async function executorsOnMoto(): Promise<void> {
  const moto = await startMoto();
  try {
    show(await executorsRow(moto));
  } finally {
    await moto.stop();
  }
}

/** Each by itself: where a part is missing, the others are measured all the same. */
const sections: Readonly<Record<string, () => unknown>> = {
  'glfr --version': () => show(version),
  'executors ls on moto': executorsOnMoto,
  'executors ls of many': measureExecutors,
  logs: measureLogs,
  'an idle log': measureIdle,
  'the reachability analyser': measureReach,
};

if (existsSync(fileURLToPath(new URL('../../dist/main.js', import.meta.url)))) {
  console.log(`medians of interleaved runs, node ${process.versions.node}\n`);
  printHead();
  for (const [name, section] of Object.entries(sections))
    try {
      await section();
    } catch (error) {
      console.log(
        `${name}: not measured: ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : error}`,
      );
    }
} else console.log('dist/main.js is missing: run `npm run build`.');
rmSync(home, { recursive: true, force: true });
