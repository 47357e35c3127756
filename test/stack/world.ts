import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { managerContainer } from './manager-task.ts';

export const token = 'glrt-t1_ThisIsTheSecretOfTheRunner';
export const sshKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----';
const secrets: Record<string, string> = { RUNNER_TOKEN: token, SSH_KEY: sshKey };
const credentials = {
  ...{ RoleArn: 'r', AccessKeyId: 'ASIAKEY', SecretAccessKey: 'se/cr+et=' },
  ...{ Token: 'sess/ion+token==', Expiration: 'never' },
};
export const ownDeployment = 'ecs-svc/1111111111111111111';

/** gitlab-runner: takes jobs until SIGQUIT, then leaves when the last one ends. SIGTERM aborts them. */
const runnerStandIn = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const world = process.env.WORLD;
const note = (entry) => appendFileSync(world + '/runner.log', JSON.stringify(entry) + '\\n');
const [command, ...rest] = process.argv.slice(2);
note({ command, rest, config: process.env.CONFIG_FILE, token: process.env.RUNNER_TOKEN, key: process.env.SSH_KEY, pid: process.pid });
if (command === 'fleeting') {
  console.log('runner: 12345, plugin: aws');
  process.exit(existsSync(world + '/no-registry') ? 1 : 0);
}
const jobs = () => readFileSync(world + '/jobs', 'utf8');
let heard = 0;
process.on('SIGQUIT', () => {
  note({ signal: 'SIGQUIT' });
  heard += 1;
  // The first one is lost, as it is when a real one is still starting.
  if (heard > 1) writeFileSync(world + '/state', 'graceful-shutdown');
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => { note({ signal, killed: jobs().split('\\n').filter(Boolean).length }); process.exit(9); });
writeFileSync(world + '/state', 'running');
setInterval(() => {
  if (existsSync(world + '/crash')) process.exit(3);
  if (readFileSync(world + '/state', 'utf8') !== 'running' && jobs() === '') {
    note({ ended: true });
    process.exit(0);
  }
}, 10);
`;

/** docker-machine: only what the script asks of it. */
const machineStandIn = `
const { appendFileSync } = require('node:fs');
appendFileSync(process.env.WORLD + '/machine.log', JSON.stringify(process.argv.slice(2)) + '\\n');
`;

/** curl, as far as the script's loop asks it again and again: the runner's debug port and the task's credentials. */
const curlStandIn = `
case "$*" in
  '-fsS --max-time 5 http://127.0.0.1:9252/debug/jobs/list') file=jobs ;;
  '-fsS --max-time 5 http://127.0.0.1:9252/debug/process/state') file=state ;;
  '-fsS --max-time 5 http://169.254.170.2/v2/credentials/1') file=credentials.json ;;
  *) exec "$WORLD/bin/curl-elsewhere" "$@" ;;
esac
call='{"method":"GET","headers":{},"argv":["-fsS","--max-time","5","%s"],"failing":true,"url":"%s"}'
printf "$call\\n" "$4" "$4" >>"$WORLD/curl.log"
# Nobody listens before the runner is up.
[ "$file" = credentials.json ] || { [ ! -e "$WORLD/deaf" ] && [ -s "$WORLD/state" ]; } || exit 22
text=$(cat "$WORLD/$file")
[ -z "$text" ] || printf '%s\\n' "$text"
`;

/** What is asked less often, with a start of Node each: the ECS agent and AWS's services. */
const elsewhereStandIn = `
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
  else if (arg === '-o') call.output = args.shift();
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
  switch (call.url) {
    case 'http://169.254.170.2/v4/abc/task':
      return JSON.stringify({ Cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/glfr-Cluster', TaskARN: 'arn:aws:ecs:eu-west-1:123456789012:task/glfr-Cluster/0a1b2c', Family: 'glfr-manager', Containers: [{ Labels: { 'com.amazonaws.ecs.task-arn': 'no' } }] });
    case 'http://169.254.170.2/api/abc/task-protection/v1/state':
      if (call.method !== 'PUT' || call.headers['content-type'] !== 'application/json') return undefined;
      return existsSync(world + '/refuse')
        ? '{"failure":{"Arn":"arn","Detail":null,"Reason":"DEPLOYMENT_BLOCKED"}}'
        : JSON.stringify({ protection: { ExpirationDate: 'later', ProtectionEnabled: JSON.parse(call.body).ProtectionEnabled, TaskArn: 'arn' } });
    case 'https://autoscaling.eu-west-1.amazonaws.com/': return signed('autoscaling') ? '<ok/>' : undefined;
    case 'https://api.ecr.eu-west-1.amazonaws.com/':
      if (!signed('ecr') || existsSync(world + '/no-ecr')) return undefined;
      return call.headers['x-amz-target'].endsWith('.GetAuthorizationToken')
        ? JSON.stringify({ authorizationData: [{ authorizationToken: 'QVdTOmxvZ2lu', expiresAt: 1 }] }) : undefined;
    case 'https://ec2.eu-west-1.amazonaws.com/': {
      if (!signed('ec2')) return undefined;
      const asked = new URLSearchParams(call.body).get('Action');
      const file = world + '/' + asked + '.xml';
      return existsSync(file) ? readFileSync(file, 'utf8') : '<' + asked + 'Response/>';
    }
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
const text = call.url.includes('/fargate-linux-') ? '#!/bin/sh' : answer();
if (text === undefined) process.exit(22);
if (call.output) require('node:fs').writeFileSync(call.output, text);
else process.stdout.write(text);
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
  /** How long a stopped task leaves its jobs; `undefined`: as the script has it. */
  abortSeconds: number | undefined;
  status: number | null | undefined;

  constructor() {
    mkdirSync(join(this.#folder, 'bin'));
    for (const [name, source] of [
      ['gitlab-runner', runnerStandIn],
      ['curl-elsewhere', elsewhereStandIn],
      ['docker-machine', machineStandIn],
    ] as const) {
      writeFileSync(join(this.#folder, 'bin', name), `#!${process.execPath}\n${source}`, { mode: 0o755 });
    }
    writeFileSync(join(this.#folder, 'bin/curl'), `#!/bin/sh\n${curlStandIn}`, { mode: 0o755 });
    this.put('jobs', '');
    this.put('state', '');
    this.put('services.json', service(ownDeployment));
    this.put('credentials.json', JSON.stringify(credentials));
  }

  /** Whole or not at all, since the stand-ins read while the test writes. */
  put(file: string, text: string) {
    writeFileSync(join(this.#folder, `.${file}`), text);
    renameSync(join(this.#folder, `.${file}`), join(this.#folder, file));
  }

  remove(file: string) {
    rmSync(join(this.#folder, file), { force: true });
  }

  /** A file below the manager's own folders, such as `etc/config.toml`. */
  file(name: string) {
    return join(this.#folder, name);
  }

  get configFile() {
    return this.file('etc/config.toml');
  }

  /** What was asked of docker-machine. */
  get machines() {
    return this.#lines('machine.log') as string[][];
  }

  /** Jobs that a signal has cut off. */
  get killedJobs() {
    return this.runner.reduce((sum, { killed = 0 }) => sum + killed, 0);
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
      killed?: number;
      key?: string;
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

  /** Everything written where others may read it. */
  get traces() {
    const files = ['etc/config.toml', 'curl.log'].map((file) => join(this.#folder, file)).filter(existsSync);
    return [this.output, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
  }

  start(
    shell: string[],
    parameters: Record<string, string | number> = {},
    kind: ExecutorKind = 'docker-autoscaler',
  ) {
    const container = managerContainer(kind, parameters);
    const env: Record<string, string> = {
      PATH: `${join(this.#folder, 'bin')}:${process.env.PATH}`,
      WORLD: this.#folder,
      HOME: join(this.#folder, 'home'),
      GLFR_ETC: join(this.#folder, 'etc'),
      GLFR_OPT: join(this.#folder, 'opt'),
      GLFR_HOSTS_FILE: join(this.#folder, 'hosts'),
      GLFR_POLL_SECONDS: '0.02',
      ...(this.abortSeconds !== undefined && { GLFR_ABORT_SECONDS: String(this.abortSeconds) }),
      ...Object.fromEntries(container.Secrets.map(({ Name }) => [Name, secrets[Name] ?? ''])),
      ...Object.fromEntries(container.Environment.map(({ Name, Value }) => [Name, Value])),
      ECS_AGENT_URI: 'http://169.254.170.2/api/abc',
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/abc',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
    };
    const [command = 'sh', ...args] = shell;
    const child = spawn(command, [...args, ...container.EntryPoint.slice(1), ...container.Command], { env });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (this.output += String(chunk)));
    child.on('close', (code) => (this.status = code));
    child.on('error', (error) => (this.output += String(error)));
  }

  /** A new task on the same files. */
  restart(shell: string[], parameters: Record<string, string | number> = {}) {
    this.status = undefined;
    this.start(shell, parameters);
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
