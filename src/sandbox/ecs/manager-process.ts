import { formatRecord, type LogLevel, type LogRecord } from '../../domain/simulation/log-record.ts';
import { Manager } from '../../domain/simulation/manager.ts';
import { JobQueue } from '../../domain/simulation/queue.ts';
import { comeOnline, goOffline, managerOf } from '../forge/presence.ts';
import type { Runner } from '../forge/state.ts';
import { suffix } from '../ids.ts';
import { cacheJob } from '../s3/buckets.ts';
import { after, type World } from '../world.ts';
import { cacheBucketIn, configProblem } from './config-toml.ts';
import { environmentOf, logTarget, mainContainer } from './container.ts';
import { reachesSandbox, runnerOf, settingsOf } from './manager-settings.ts';
import { refusals } from './refusals.ts';
import type { Process, Task } from './state.ts';
import { prepare, type Workplace } from './workplace.ts';

/** The script looks at its service this often, and at the runner's end this often. */
const watchMs = 15_000;
const pollMs = 3000;
/** How long after a stop signal it leaves its jobs to end by themselves. */
const abortAfterMs = 75_000;
/** How long it rests between its tries with a token that is refused. */
const restMs = 3_600_000;
/** What its kind needs first: a plugin, a sweep, a driver. */
const prepareMs = 3500;

/** The manager's container: the script of the stack's template and the gitlab-runner it starts. */
class ManagerProcess implements Process {
  private readonly world: World;
  private readonly task: Task;
  private readonly exited: (code: number) => void;
  private readonly target: { group: string; stream: string } | undefined;
  private readonly startedAt: number;
  private manager: Manager | undefined;
  private readonly place: Workplace | undefined;
  private readonly cacheBucket: string | undefined;
  /** What is wrong with its config.toml. */
  private readonly problem: string | undefined;
  private offline: () => void = () => undefined;
  private state: 'starting' | 'running' | 'leaving' | 'gone' = 'starting';

  constructor(world: World, task: Task, exited: (code: number) => void) {
    this.world = world;
    this.task = task;
    this.exited = exited;
    this.target = logTarget(mainContainer(task.taskDefinition), task.id);
    this.startedAt = world.engine.now;
    const environment = environmentOf(mainContainer(task.taskDefinition));
    this.problem = configProblem(environment.GLFR_CONFIG ?? '');
    if (this.problem === undefined) {
      this.place = prepare({ world, environment, say: (level, words) => this.say(level, words) });
      this.cacheBucket = cacheBucketIn(environment.GLFR_CONFIG ?? '');
    }
    after(world, prepareMs, () => this.prepared());
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
    after(this.world, abortAfterMs, () => {
      if (this.state === 'gone' || !this.isProtected()) return;
      this.say('warning', 'ECS kills this task soon: the jobs that still run are aborted');
      this.manager?.kill('SIGTERM');
    });
  }

  kill(): void {
    if (this.state === 'gone') return;
    this.manager?.kill();
    this.end(137);
  }

  private prepared(): void {
    if (this.state !== 'starting') return;
    this.state = 'running';
    const { world, task, place } = this;
    if (task.deployment.faults.includes('crash')) {
      this.say('fatal', 'the sandbox was told to end the manager (fault crash)');
      this.end(1);
      return;
    }
    if (this.problem !== undefined) {
      const fields = { error: this.problem };
      this.write({ time: world.engine.now, level: 'error', msg: 'Failed to load config', fields });
      this.say('info', 'gitlab-runner ended with status 1');
      this.end(1);
      return;
    }
    if (place === undefined) {
      this.say('fatal', 'there is no Auto Scaling group');
      this.end(1);
      return;
    }
    const runner = runnerOf(world, task);
    this.manager = new Manager({
      engine: world.engine,
      queue: runner?.queue ?? new JobQueue(world.engine),
      fleet: place.fleet,
      settings: settingsOf(world, task, runner, place.addressOf),
      systemId: `r_${suffix(`${task.arn}:system`, 12).toLowerCase()}`,
      seed: world.seed,
      log: (record: LogRecord): void => this.write(record),
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
    this.place?.left();
    this.exited(code);
  }

  /** A line of the script itself. */
  private say(level: LogLevel, words: string): void {
    const { now } = this.world.engine;
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
    this.line(now, () => JSON.stringify({ level, msg: `glfr: ${words}`, time }));
  }

  private write(record: LogRecord): void {
    cacheJob(this.world.buckets, this.cacheBucket, record);
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
