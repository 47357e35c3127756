/**
 * `executors ls --json` of 10,000 instances beside the bare API calls, made with the SDK in one process: the same calls,
 * the same pages, from a server on loopback that has every answer ready. `node test/bench/executors.ts [instances]`
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startAnswers } from './answers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const many = Number(process.argv[2] ?? 10_000);
const rounds = 7;
const budget = 1.2;
const folder = mkdtempSync(join(tmpdir(), 'glfr-bench-'));

/** What anyone would write who only wants the answers. */
const bare = `
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
async function instances() {
  const Filters = [{ Name: 'tag:glfr:stack', Values: ['bench'] }];
  const all = [];
  for await (const page of paginateDescribeInstances({ client: new EC2Client({}), pageSize: 1000 }, { Filters }))
    for (const { Instances = [] } of page.Reservations ?? []) all.push(...Instances);
  return all;
}
async function log() {
  await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: 'bench' }));
  const input = { logGroupName: 'bench', logStreamNamePrefix: 'manager', startTime: Date.now() - 1_920_000 };
  const all = [];
  for await (const page of paginateFilterLogEvents({ client: new CloudWatchLogsClient({}) }, input))
    all.push(...(page.events ?? []));
  return all;
}
const [found, lines] = await Promise.all([instances(), log()]);
console.log(found.length, lines.length);
`;

async function bundled(): Promise<string> {
  const source = join(folder, 'bare.ts');
  const outfile = join(folder, 'bare.mjs');
  writeFileSync(source, bare);
  await build({
    ...{ entryPoints: [source], outfile, bundle: true, minify: true, platform: 'node', format: 'esm' },
    ...{ target: 'node22', mainFields: ['module', 'main'], logLevel: 'error' },
    nodePaths: [join(root, 'node_modules')],
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
  return outfile;
}

/** Processor time, which other work on the machine changes little; written as the process ends. */
const meter = join(folder, 'meter.mjs');
const reading = join(folder, 'cpu');
writeFileSync(
  meter,
  `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(${JSON.stringify(reading)}, String((user + system) / 1000));
});`,
);

interface Ran {
  ms: number;
  cpuMs: number;
  stdout: string;
}

/** Not synchronous: the answers come from this very process. */
function run(args: readonly string[], url: string): Promise<Ran> {
  const env = {
    ...{
      PATH: process.env.PATH ?? '',
      HOME: folder,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: url,
    },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' },
  };
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', meter, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: [] as string[], error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.error += text;
    });
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`${args[0]} ended with ${code}: ${said.error}`));
      const cpuMs = Number(readFileSync(reading, 'utf8'));
      resolve({ ms: performance.now() - start, cpuMs, stdout: said.out.join('') });
    });
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist/main.js')))
    return console.log('dist/main.js is missing: run `npm run build`.');
  const answers = await startAnswers(many);
  const ours = [join(root, 'bin/run.js'), 'executors', 'ls', '--stack', 'bench', '--json'];
  const theirs = [await bundled()];
  const rans: { mine: Ran; other: Ran }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [mine, other] = [await run(ours, answers.url), await run(theirs, answers.url)];
    const rows = JSON.parse(mine.stdout) as { state: string }[];
    if (rows.length !== many || !other.stdout.startsWith(`${many} `))
      throw new Error(`not the same: ${rows.length} rows, ${other.stdout}`);
    const busy = rows.filter(({ state }) => state === 'busy').length;
    // The first round only warms caches.
    if (round > 0) rans.push({ mine, other });
    else console.log(`${many} instances, ${busy} of them busy; the calls alone read ${other.stdout.trim()}`);
  }
  answers.close();
  show('wall time', rans, ({ ms }) => ms);
  show('processor time', rans, ({ cpuMs }) => cpuMs);
}

function show(what: string, rans: readonly { mine: Ran; other: Ran }[], of: (ran: Ran) => number): void {
  const ms = (side: 'mine' | 'other') => `${median(rans.map((ran) => of(ran[side]))).toFixed(0)} ms`;
  const ratio = median(rans.map(({ mine, other }) => of(mine) / of(other)));
  const verdict = ratio <= budget ? 'within' : 'OVER';
  console.log(
    `${what.padEnd(15)} executors ls --json ${ms('mine')} · the calls alone ${ms('other')} · ${ratio.toFixed(2)} × (≤ ${budget} ×) ${verdict}`,
  );
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
