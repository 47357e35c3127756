import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { managerContainer, readTemplate } from './template.ts';

export const token = 'glrt-t1_ThisIsTheSecretOfTheRunner';
export const ownDeployment = 'ecs-svc/1111111111111111111';

/** What CloudFormation would put in, where it is no parameter. */
const resources: Record<string, string> = {
  ExecutorGroup: 'glfr-ExecutorGroup-1A2B3C',
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** gitlab-runner: takes jobs until SIGQUIT, then leaves when the last one ends. SIGTERM aborts them. */
const runnerStandIn = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const world = process.env.WORLD;
const note = (entry) => appendFileSync(world + '/runner.log', JSON.stringify(entry) + '\\n');
const [command, ...rest] = process.argv.slice(2);
note({ command, rest, config: process.env.CONFIG_FILE, token: process.env.RUNNER_TOKEN, pid: process.pid });
if (command === 'fleeting') {
  console.log('runner: 12345, plugin: aws');
  process.exit(existsSync(world + '/no-registry') ? 1 : 0);
}
let heard = 0;
process.on('SIGQUIT', () => {
  note({ signal: 'SIGQUIT' });
  heard += 1;
  // The first one is lost, as it is when a real one is still starting.
  if (heard > 1) writeFileSync(world + '/state', 'graceful-shutdown');
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => { note({ signal }); process.exit(9); });
writeFileSync(world + '/state', 'running');
setInterval(() => {
  if (existsSync(world + '/crash')) process.exit(3);
  if (readFileSync(world + '/state', 'utf8') !== 'running' && readFileSync(world + '/jobs', 'utf8') === '') {
    note({ ended: true });
    process.exit(0);
  }
}, 10);
`;

/** curl: the runner's debug port, the ECS agent, the credentials endpoint and two AWS services. */
const curlStandIn = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const world = process.env.WORLD;
const call = { method: 'GET', headers: {}, argv: process.argv.slice(2) };
const args = [...call.argv];
const header = (text) => { call.headers[text.split(':')[0].toLowerCase()] = text.slice(text.indexOf(':') + 1).trim(); };
while (args.length) {
  const arg = args.shift();
  if (arg === '-X') call.method = args.shift();
  else if (arg === '-H') header(args.shift());
  else if (arg === '-d') { call.body = args.shift(); if (call.method === 'GET') call.method = 'POST'; }
  else if (arg === '--aws-sigv4') call.signing = args.shift();
  else if (arg === '--max-time') args.shift();
  else if (arg === '-fsS') call.failing = true;
  else if (arg === '-K') {
    if (args.shift() !== '-') process.exit(2);
    for (const line of readFileSync(0, 'utf8').split('\\n')) {
      const option = /^(user|header) = "(.*)"$/.exec(line);
      if (option?.[1] === 'user') call.user = option[2];
      if (option?.[1] === 'header') header(option[2]);
    }
  } else if (arg.startsWith('http')) call.url = arg;
  else process.exit(2);
}
appendFileSync(world + '/curl.log', JSON.stringify(call) + '\\n');
const read = (file) => readFileSync(world + '/' + file, 'utf8');
const signed = (service) => call.method === 'POST' && call.user === 'ASIAKEY:se/cr+et='
  && call.headers['x-amz-security-token'] === 'sess/ion+token==' && call.signing === 'aws:amz:eu-west-1:' + service;
const answer = () => {
  if (call.url.startsWith('http://127.0.0.1:9252/') && existsSync(world + '/deaf')) return undefined;
  switch (call.url) {
    case 'http://127.0.0.1:9252/debug/jobs/list': return read('jobs');
    case 'http://127.0.0.1:9252/debug/process/state': return read('state') + '\\n';
    case 'http://169.254.170.2/v2/credentials/1':
      return JSON.stringify({ RoleArn: 'r', AccessKeyId: 'ASIAKEY', SecretAccessKey: 'se/cr+et=', Token: 'sess/ion+token==', Expiration: 'never' });
    case 'http://169.254.170.2/v4/abc/task':
      return JSON.stringify({ Cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/glfr-Cluster', TaskARN: 'arn:aws:ecs:eu-west-1:123456789012:task/glfr-Cluster/0a1b2c', Family: 'glfr-manager', Containers: [{ Labels: { 'com.amazonaws.ecs.task-arn': 'no' } }] });
    case 'http://169.254.170.2/api/abc/task-protection/v1/state':
      if (call.method !== 'PUT' || call.headers['content-type'] !== 'application/json') return undefined;
      return existsSync(world + '/refuse')
        ? '{"failure":{"Arn":"arn","Detail":null,"Reason":"DEPLOYMENT_BLOCKED"}}'
        : JSON.stringify({ protection: { ExpirationDate: 'later', ProtectionEnabled: JSON.parse(call.body).ProtectionEnabled, TaskArn: 'arn' } });
    case 'https://autoscaling.eu-west-1.amazonaws.com/': return signed('autoscaling') ? '<ok/>' : undefined;
    case 'https://ecs.eu-west-1.amazonaws.com/':
      if (!signed('ecs') || call.headers['content-type'] !== 'application/x-amz-json-1.1') return undefined;
      const { cluster, tasks, services } = JSON.parse(call.body);
      if (cluster !== 'glfr-Cluster') return undefined;
      if (call.headers['x-amz-target'].endsWith('.DescribeTasks'))
        return tasks[0] !== 'arn:aws:ecs:eu-west-1:123456789012:task/glfr-Cluster/0a1b2c' ? undefined :
          JSON.stringify({ failures: [], tasks: [{ group: 'service:glfr-ManagerService', startedBy: '${ownDeployment}', launchType: 'FARGATE' }] });
      return services[0] === 'glfr-ManagerService' ? read('services.json') : undefined;
  }
};
const text = answer();
if (text === undefined) process.exit(22);
process.stdout.write(text);
`;

interface Call {
  url: string;
  method: string;
  body?: string;
  headers: Record<string, string>;
}

/** A service as ECS describes it, one line, with a primary deployment and maybe an older one. */
export function service(primary: string, { desired = 1, older = '' } = {}) {
  const deployment = (id: string, status: string) => ({
    id,
    status,
    taskDefinition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/glfr-manager:2',
    desiredCount: status === 'PRIMARY' ? desired : 0,
    runningCount: 1,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'DISABLED' } },
    rolloutState: 'IN_PROGRESS',
  });
  const deployments = [deployment(primary, 'PRIMARY')];
  if (older) deployments.push(deployment(older, 'ACTIVE'));
  const events = [
    { id: 'aaaa', message: `(service glfr-ManagerService) (deployment ${primary}) has started 1 tasks` },
  ];
  return JSON.stringify({
    failures: [],
    services: [
      { serviceName: 'glfr-ManagerService', status: 'ACTIVE', desiredCount: desired, deployments, events },
    ],
  });
}

/** A manager's task around the start script: its own files, a stand-in runner and a stand-in curl. */
export class World {
  readonly #folder = mkdtempSync(join(tmpdir(), 'glfr-start-'));
  #process: ChildProcess | undefined;
  output = '';
  status: number | null | undefined;

  constructor() {
    mkdirSync(join(this.#folder, 'bin'));
    for (const [name, source] of [
      ['gitlab-runner', runnerStandIn],
      ['curl', curlStandIn],
    ] as const) {
      writeFileSync(join(this.#folder, 'bin', name), `#!${process.execPath}\n${source}`, { mode: 0o755 });
    }
    this.put('jobs', '');
    this.put('state', '');
    this.put('services.json', service(ownDeployment));
  }

  /** Whole or not at all, since the stand-ins read while the test writes. */
  put(file: string, text: string) {
    writeFileSync(join(this.#folder, `.${file}`), text);
    renameSync(join(this.#folder, `.${file}`), join(this.#folder, file));
  }

  remove(file: string) {
    rmSync(join(this.#folder, file), { force: true });
  }

  get configFile() {
    return join(this.#folder, 'etc', 'config.toml');
  }

  get alive() {
    return this.status === undefined;
  }

  get calls(): Call[] {
    return this.#lines('curl.log') as Call[];
  }

  get protections() {
    return this.calls
      .filter((call) => call.method === 'PUT')
      .map((call) => JSON.parse(call.body ?? 'null') as unknown);
  }

  get runner() {
    return this.#lines('runner.log') as {
      command?: string;
      signal?: string;
      ended?: boolean;
      pid?: number;
    }[];
  }

  /** Of the runner's process, as its debug port tells it. */
  get state() {
    return readFileSync(join(this.#folder, 'state'), 'utf8');
  }

  get signals() {
    return this.runner.flatMap((entry) => entry.signal ?? []);
  }

  /** Everything written anywhere but in the runner's own environment. */
  get traces() {
    const files = ['etc/config.toml', 'curl.log'].map((file) => join(this.#folder, file)).filter(existsSync);
    return [this.output, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
  }

  start(shell: string[], parameters: Record<string, string | number> = {}) {
    const template = readTemplate();
    const container = managerContainer(template);
    const env: Record<string, string> = {
      PATH: `${join(this.#folder, 'bin')}:${process.env.PATH}`,
      WORLD: this.#folder,
      CONFIG_FILE: this.configFile,
      GLFR_POLL_SECONDS: '0.02',
      RUNNER_TOKEN: token,
      ECS_AGENT_URI: 'http://169.254.170.2/api/abc',
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/abc',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
    };
    for (const { Name, Value } of container.Environment) {
      const name = typeof Value === 'object' && 'Ref' in Value ? String(Value.Ref) : undefined;
      const value = name
        ? (parameters[name] ?? template.Parameters[name]?.Default ?? resources[name])
        : Value;
      if (value === undefined) throw new Error(`${Name} takes ${name}, which has no value here`);
      env[Name] = String(value);
    }
    const [command = 'sh', ...args] = shell;
    const child = spawn(command, [...args, ...container.EntryPoint.slice(1), ...container.Command], { env });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (this.output += String(chunk)));
    child.on('close', (code) => (this.status = code));
    child.on('error', (error) => (this.output += String(error)));
  }

  kill(signal: NodeJS.Signals) {
    this.#process?.kill(signal);
  }

  /** What ends all of it, whatever a failed test left. */
  end() {
    this.kill('SIGKILL');
    for (const { pid, command } of this.runner) {
      if (!pid || command !== 'run') continue;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #lines(file: string): unknown[] {
    const path = join(this.#folder, file);
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  }
}
