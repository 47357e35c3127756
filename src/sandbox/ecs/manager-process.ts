import { formatRecord, type LogLevel, type LogRecord } from '../../domain/simulation/log-record.ts';
import { Manager } from '../../domain/simulation/manager.ts';
import { JobQueue } from '../../domain/simulation/queue.ts';
import type { ManagerSettings } from '../../domain/simulation/settings.ts';
import { addressIn, hostName } from '../ec2/addresses.ts';
import { findGroup, type Group } from '../fleet/state.ts';
import { gitlabHost } from '../forge/place.ts';
import { comeOnline, goOffline, managerOf } from '../forge/presence.ts';
import type { Runner } from '../forge/state.ts';
import { findByToken, runnerToken } from '../forge/tokens.ts';
import { hex, suffix } from '../ids.ts';
import { text } from '../values.ts';
import { after, region, type World } from '../world.ts';
import { readConfig } from './config-toml.ts';
import { environmentOf, logTarget, mainContainer, secretsOf } from './container.ts';
import { refusals } from './refusals.ts';
import type { Process, Task } from './state.ts';

/** The script looks at its service this often, and at the runner's end this often. */
const watchMs = 15_000;
const pollMs = 3000;
/** How long it rests between its tries with a token that is refused. */
const restMs = 3_600_000;
/** Installing the plugin. */
const installMs = 3500;

type Environment = Record<string, string>;

function reachesSandbox(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === gitlabHost;
}

/** The runner whose token the task was given, if GitLab knows it. */
function runnerOf(world: World, gitlabUrl: string, secrets: Environment): Runner | undefined {
  const [hash] = /sha256:[0-9a-f]{64}/.exec(world.secrets.get(secrets.RUNNER_TOKEN ?? '') ?? '') ?? [];
  if (hash === undefined || !reachesSandbox(gitlabUrl)) return undefined;
  return findByToken(world, hash);
}

function settingsOf(
  world: World,
  task: Task,
  environment: Environment,
  group: Group | undefined,
  runner: Runner | undefined,
): Partial<ManagerSettings> {
  const { properties } = task.taskDefinition;
  const image = text(mainContainer(task.taskDefinition).Image);
  const [version] = /(?<=v)\d+\.\d+\.\d+/.exec(image) ?? [];
  const arm = JSON.stringify(properties.RuntimePlatform ?? '').includes('ARM64');
  const token = runner && runnerToken(world.seed, runner).replace('glrt-', '');
  const config = readConfig(environment.GLFR_CONFIG ?? '');
  return {
    ...config,
    shortToken: (token ?? hex(task.id, 9)).slice(0, 9),
    executorGroup: `aws/${region}/${environment.GLFR_EXECUTOR_GROUP ?? ''}`,
    hostName: hostName(task.address),
    ...(version !== undefined && { version }),
    architecture: arm ? 'arm64' : 'amd64',
    addressOf: ({ zone, privateAddress }) =>
      addressIn(world.network, group?.subnets[zone] ?? '', privateAddress),
  };
}

/** The manager's container: the script of the stack's template and the gitlab-runner it starts. */
class ManagerProcess implements Process {
  private readonly world: World;
  private readonly task: Task;
  private readonly exited: (code: number) => void;
  private readonly target: { group: string; stream: string } | undefined;
  private readonly startedAt: number;
  private manager: Manager | undefined;
  private group: Group | undefined;
  private offline: () => void = () => undefined;
  private state: 'starting' | 'running' | 'leaving' | 'gone' = 'starting';

  constructor(world: World, task: Task, exited: (code: number) => void) {
    this.world = world;
    this.task = task;
    this.exited = exited;
    this.target = logTarget(mainContainer(task.taskDefinition), task.id);
    this.startedAt = world.engine.now;
    this.say('info', 'installing the plugin');
    after(world, installMs, () => this.installed());
  }

  isProtected(): boolean {
    return (this.manager?.builds ?? 0) > 0;
  }

  supersede(): void {
    const round = watchMs - ((this.world.engine.now - this.startedAt) % watchMs);
    after(this.world, round, () => {
      if (this.state === 'leaving' || this.state === 'gone') return;
      this.say('info', 'superseded by a newer deployment: no new jobs, leaving when the last one ends');
      this.leave();
    });
  }

  stop(): void {
    this.leave();
  }

  kill(): void {
    if (this.state === 'gone') return;
    this.manager?.kill();
    this.end(137);
  }

  private installed(): void {
    if (this.state !== 'starting') return;
    this.state = 'running';
    const { world, task } = this;
    if (task.deployment.faults.includes('crash')) {
      this.say('fatal', 'the sandbox was told to end the manager (fault crash)');
      this.end(1);
      return;
    }
    const container = mainContainer(task.taskDefinition);
    const environment = environmentOf(container);
    const { gitlabUrl = '' } = readConfig(environment.GLFR_CONFIG ?? '');
    const runner = runnerOf(world, gitlabUrl, secretsOf(container));
    this.group = findGroup(world.groups, environment.GLFR_EXECUTOR_GROUP);
    const settings = settingsOf(world, task, environment, this.group, runner);
    const systemId = `r_${suffix(`${task.arn}:system`, 12).toLowerCase()}`;
    const log = (record: LogRecord): void => this.write(record);
    if (this.group === undefined) {
      this.say('fatal', `no Auto Scaling group ${environment.GLFR_EXECUTOR_GROUP ?? ''}`);
      this.end(1);
      return;
    }
    const queue = runner?.queue ?? new JobQueue(world.engine);
    const { fleet } = this.group;
    this.manager = new Manager({
      engine: world.engine,
      queue,
      fleet,
      settings,
      systemId,
      seed: world.seed,
      log,
    });
    this.manager.start();
    this.greet(runner, this.manager);
  }

  /** First contact with GitLab: it takes the token, or the log says why not. */
  private greet(runner: Runner | undefined, manager: Manager): void {
    const { world } = this;
    const { version, architecture } = manager.settings;
    if (runner !== undefined) {
      const about = { version, architecture, address: '198.51.100.24' };
      const record = managerOf(world, runner, manager.systemId, about);
      let isRefused = false;
      after(world, 1500, () => {
        if (this.state === 'gone' || isRefused) return;
        comeOnline(world, runner, record);
        this.offline = () => goOffline(world, record);
      });
      runner.lost.add(() => {
        isRefused = true;
        runner.queue.refuse(manager.systemId);
        goOffline(world, record);
        if (this.state !== 'gone') this.complain(manager);
      });
    } else this.complain(manager);
  }

  /** GitLab refuses the token, or is not there. */
  private complain(manager: Manager): void {
    const { shortToken: runner, runnerName: runner_name, gitlabUrl } = manager.settings;
    for (const { afterMs, message } of refusals(
      { runner, runner_name },
      gitlabUrl,
      reachesSandbox(gitlabUrl),
    )) {
      after(this.world, afterMs, () => {
        if (this.state === 'running') this.write({ time: this.world.engine.now, ...message });
      });
    }
    after(this.world, restMs, () => {
      if (this.state === 'running') this.complain(manager);
    });
  }

  private leave(): void {
    if (this.state === 'leaving' || this.state === 'gone') return;
    this.state = 'leaving';
    const { world, manager } = this;
    if (manager === undefined) this.end(0);
    manager?.drain(() => {
      this.offline();
      const wait = pollMs - ((world.engine.now - this.startedAt) % pollMs);
      after(world, wait, () => {
        if (this.state === 'gone') return;
        this.say('info', 'gitlab-runner ended with status 0');
        this.end(0);
      });
    });
  }

  private end(code: number): void {
    this.state = 'gone';
    this.offline();
    this.group?.fleet.forgetOwed();
    this.exited(code);
  }

  /** A line of the script itself. */
  private say(level: LogLevel, words: string): void {
    const { now } = this.world.engine;
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
    this.line(now, () => JSON.stringify({ level, msg: `glfr: ${words}`, time }));
  }

  private write(record: LogRecord): void {
    this.line(record.time, () => formatRecord(record));
  }

  private line(at: number, make: () => string): void {
    if (this.target) this.world.logs.write(this.target.group, this.target.stream, at, make);
  }
}

/** Starts the container of a task whose image is there. */
export function startProcess(world: World, task: Task, exited: (code: number) => void): Process {
  return new ManagerProcess(world, task, exited);
}
