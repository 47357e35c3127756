import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { isAwsError } from './aws-error.ts';
import { WorldClock } from './clock.ts';
import { changesTheWorld } from './faults.ts';
import { type ActionEntry, type Entry, Ledger } from './ledger.ts';
import { withLock } from './lock.ts';
import type { Call } from './request-faults.ts';
import { scrubbed } from './secrets.ts';
import { handlerOf } from './services.ts';
import { makeWorld, type World } from './world.ts';

export interface KeeperOptions {
  stateDir: string;
  env: Readonly<Record<string, string | undefined>>;
  wallNow: () => number;
}

const usualSpeed = 10;
/** A world nobody looks at stops for the night: else every command would live through weeks again. */
const sleepAfterMs = 72 * 3_600_000;

function speedFrom(env: KeeperOptions['env']): number | undefined {
  const given = env.GLFR_SANDBOX_SPEED;
  if (given === undefined || given === '') return undefined;
  const speed = Number(given);
  if (speed > 0 && speed <= 1_000_000) return speed;
  throw new GlfrError({
    code: 'sandbox.speed',
    message: `GLFR_SANDBOX_SPEED is ${given}, which is no speed.`,
    suggestions: ['GLFR_SANDBOX_SPEED=10 (ten seconds of the sandbox in one second)'],
    exitCode: exitCode.usage,
  });
}

/** Keeps a world in step with the stored actions and with the clock. */
export class Keeper {
  private readonly options: KeeperOptions;
  private readonly ledger: Ledger;
  private readonly lock: string;
  private clock = new WorldClock(0);
  private world: World | undefined;
  private applied = 0;

  constructor(options: KeeperOptions) {
    this.options = options;
    this.ledger = new Ledger(join(options.stateDir, 'world.ndjson'));
    this.lock = join(options.stateDir, 'lock');
  }

  /** Begins the world if there is none, and sets its clock to the wanted speed. */
  async open(): Promise<void> {
    const wanted = speedFrom(this.options.env);
    mkdirSync(this.options.stateDir, { recursive: true, mode: 0o700 });
    await withLock(this.lock, () => {
      const world = this.catchUp();
      if (wanted === undefined || wanted === this.clock.speed) return;
      this.append({ at: world.engine.now, clock: { wall: this.options.wallNow(), speed: wanted } });
    });
  }

  get speed(): number {
    return this.clock.speed;
  }

  /** World time, which never goes back. */
  now(): number {
    const last = this.ledger.entries.at(-1)?.at ?? 0;
    const linear = Math.min(this.clock.at(this.options.wallNow()), last + sleepAfterMs);
    return Math.max(linear, last, this.world?.engine.now ?? 0);
  }

  /** Runs `body` on the world as it is now; no other process changes it meanwhile. */
  use<T>(body: (world: World) => T): Promise<T> {
    return withLock(this.lock, () => body(this.catchUp()));
  }

  /** Does what a call asks for and, if that changed the world, stores the call. Only within `use`. */
  act(call: Call, faults: readonly string[]): unknown {
    const world = this.catchUp();
    const handler = handlerOf(call.service, call.command);
    if (!handler.changes) return handler.answer(world, call.input, { faults });
    try {
      const { service, command } = call;
      // What is done now must be what a later reader does: from the stored form alone.
      const input: unknown = JSON.parse(JSON.stringify(scrubbed(handler.prepare(world, call.input))));
      const acting = faults.filter(changesTheWorld);
      const answer = handler.answer(world, input, { faults: acting });
      this.append({
        at: world.engine.now,
        service,
        command,
        input,
        ...(acting.length > 0 && { faults: acting }),
      });
      return answer;
    } catch (error) {
      // The call may have got half way; the stored actions know nothing of it.
      this.world = undefined;
      throw error;
    }
  }

  private catchUp(): World {
    this.ledger.refresh();
    if (this.ledger.header === undefined) this.begin();
    const fresh = this.ledger.entries.slice(this.applied);
    const early = fresh.some(({ at }) => at < (this.world?.engine.now ?? 0));
    if (this.world === undefined || this.applied > this.ledger.entries.length || early) this.rebuild();
    else for (const entry of fresh) this.apply(this.world, entry);
    const world = this.world as World;
    this.stayAwake(world);
    world.engine.runUntil(this.now());
    return world;
  }

  /** Notes from time to time that someone looks, and where time goes on after a sleep. */
  private stayAwake(world: World): void {
    const since = this.ledger.entries.at(-1)?.at ?? 0;
    const now = this.now();
    if (now - since < sleepAfterMs / 2) return;
    const entry = { at: now, clock: { wall: this.options.wallNow(), speed: this.clock.speed } };
    world.engine.runUntil(now);
    this.append(entry);
  }

  private begin(): void {
    const { env, wallNow } = this.options;
    const wall = wallNow();
    const start = Math.floor(wall);
    this.world = undefined;
    this.ledger.begin(env.GLFR_SANDBOX_SEED || randomBytes(6).toString('hex'), start);
    this.ledger.append({ at: start, clock: { wall, speed: speedFrom(env) ?? usualSpeed } });
  }

  private rebuild(): void {
    const { header, entries } = this.ledger;
    if (header === undefined) return;
    this.clock = new WorldClock(header.start);
    this.world = makeWorld(header.seed, header.start);
    this.applied = 0;
    for (const entry of entries) this.apply(this.world, entry);
  }

  private apply(world: World, entry: Entry): void {
    world.engine.runUntil(entry.at);
    if ('clock' in entry) this.clock.apply(entry);
    else this.replay(world, entry);
    this.applied += 1;
  }

  private replay(world: World, { service, command, input, faults = [] }: ActionEntry): void {
    try {
      handlerOf(service, command).answer(world, input, { faults });
    } catch (cause) {
      if (!isAwsError(cause) && !(cause instanceof GlfrError)) throw cause;
      throw new GlfrError({
        code: 'sandbox.unreadable',
        message: `${this.ledger.path} tells of a ${service}:${command} that this glfr cannot do again.`,
        suggestions: [`rm '${this.ledger.path}' (the sandbox then starts anew)`],
        cause,
      });
    }
  }

  private append(entry: Entry): void {
    this.ledger.append(entry);
    if ('clock' in entry) this.clock.apply(entry);
    this.applied = this.ledger.entries.length;
  }
}
