/**
 * `executors ls --json` of 10,000 instances beside the bare API calls, made with the SDK in one process: the same calls,
 * the same pages, from a server on loopback that has every answer ready. `node test/bench/executors.ts [instances]`
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** Not synchronous: the answers come from this very process. */
function run(args: readonly string[], url: string): Promise<{ ms: number; stdout: string }> {
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
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: [] as string[], error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.error += text;
    });
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`${args[0]} ended with ${code}: ${said.error}`));
      resolve({ ms: performance.now() - start, stdout: said.out.join('') });
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
  const times = { ours: [] as number[], theirs: [] as number[], ratios: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const [mine, other] = [await run(ours, answers.url), await run(theirs, answers.url)];
    const rows = JSON.parse(mine.stdout) as { state: string }[];
    if (rows.length !== many || !other.stdout.startsWith(`${many} `))
      throw new Error(`not the same: ${rows.length} rows, ${other.stdout}`);
    if (round === 0) {
      console.log(
        `${many} instances: ${rows.filter(({ state }) => state === 'busy').length} busy; ${other.stdout.trim()} read bare`,
      );
      continue;
    }
    times.ours.push(mine.ms);
    times.theirs.push(other.ms);
    times.ratios.push(mine.ms / other.ms);
  }
  answers.close();
  const ratio = median(times.ratios);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  console.log(
    `executors ls --json ${ms(median(times.ours))} · the calls alone ${ms(median(times.theirs))} · ${ratio.toFixed(2)} × (≤ ${budget} ×) ${ratio <= budget ? 'within' : 'OVER'}`,
  );
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
