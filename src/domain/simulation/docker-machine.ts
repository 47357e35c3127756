import type { Engine, Scheduled } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import type { Logbook } from './logbook.ts';
import { commandSaid } from './machine-log.ts';

/** From `running` until sshd answers, within the shortest boot there is. */
const SSH_MS = 14_000;
/** TerminateInstances and DeleteKeyPair. */
const REMOVE_MS = 1_800;

/** The program docker-machine with its driver for EC2: one command a call, and what it prints. */
export class DockerMachine {
  readonly #engine: Engine;
  readonly #fleet: Fleet;
  readonly #log: Logbook;
  readonly #creating = new Map<string, (executor: Executor | undefined) => void>();
  readonly #stopping = new Map<string, () => void>();
  #unlisten: (() => void) | undefined;

  constructor(engine: Engine, fleet: Fleet, log: Logbook) {
    this.#engine = engine;
    this.#fleet = fleet;
    this.#log = log;
    this.#unlisten = fleet.listen({
      launched: () => undefined,
      running: (executor) => this.#runs(executor),
      ready: (executor) => this.#provisioned(executor),
      interrupted: (executor) => this.#gone(executor),
      stopped: (executor) => this.#stopped(executor.id),
      terminated: () => undefined,
    });
  }

  /** `docker-machine create`; `done` without an executor when it failed. */
  create(name: string, done: (executor: Executor | undefined) => void): void {
    this.#creating.set(name, done);
    this.#say('create', name, 'Running pre-create checks...', 'Creating machine...');
    this.#say('create', name, `(${name}) Launching instance...`);
    this.#fleet.create(name);
  }

  /** `docker-machine stop`; an instance that is gone already fails it. */
  stop({ id, name = '', terminatingAt }: Executor, done: (failed: boolean) => void): void {
    this.#say('stop', name, `Stopping "${name}"...`);
    if (terminatingAt !== undefined) {
      done(true);
      return;
    }
    this.#stopping.set(id, () => {
      this.#say('stop', name, `Machine "${name}" was stopped.`);
      done(false);
    });
    this.#fleet.stop(id);
  }

  /** `docker-machine rm`: the instance and its key pair. */
  remove({ id, name = '' }: Executor, how: 'remove' | 'force-remove', done: () => void): void {
    this.#say(how, name, `About to remove ${name}`);
    this.#say(how, name, 'WARNING: This action will delete both local reference and remote instance.');
    this.#after(REMOVE_MS, () => {
      this.#fleet.remove(id);
      this.#say(how, name, `Successfully removed ${name}`);
      done();
    });
  }

  /** The manager is gone, and with it every command under way. */
  abandon(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #runs({ name = '' }: Executor): void {
    if (!this.#creating.has(name)) return;
    this.#say('create', name, 'Waiting for machine to be running, this may take a few minutes...');
    this.#say('create', name, 'Detecting operating system of created instance...');
    this.#say('create', name, 'Waiting for SSH to be available...');
    if (!this.#log.isRead) return;
    this.#after(SSH_MS, () => {
      if (!this.#creating.has(name)) return;
      this.#say('create', name, 'Detecting the provisioner...', 'Provisioning with ubuntu(systemd)...');
      this.#say('create', name, 'Installing Docker...');
    });
  }

  #provisioned(executor: Executor): void {
    const { name = '' } = executor;
    const done = this.#creating.get(name);
    if (done === undefined) return;
    this.#creating.delete(name);
    this.#say('create', name, 'Copying certs to the local machine directory...');
    this.#say('create', name, 'Copying certs to the remote machine...');
    this.#say('create', name, 'Setting Docker configuration on the remote daemon...');
    this.#say('create', name, 'Checking connection to Docker...', 'Docker is up and running!');
    done(executor);
  }

  #gone({ id, name = '' }: Executor): void {
    const done = this.#creating.get(name);
    this.#creating.delete(name);
    done?.(undefined);
    this.#stopped(id);
  }

  #stopped(id: string): void {
    const done = this.#stopping.get(id);
    this.#stopping.delete(id);
    done?.();
  }

  #say(operation: 'create' | 'stop' | 'remove' | 'force-remove', name: string, ...texts: string[]): void {
    for (const text of texts) this.#log.write(() => commandSaid(operation, name, text));
  }

  #after(delay: number, run: () => void): Scheduled {
    return this.#engine.schedule(this.#engine.now + delay, () => {
      if (this.#unlisten !== undefined) run();
    });
  }
}
