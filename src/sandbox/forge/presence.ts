import type { Job } from '../../domain/simulation/jobs.ts';
import { jobs } from '../../domain/simulation/jobs.ts';
import { hex } from '../ids.ts';
import type { World } from '../world.ts';
import type { Runner, RunnerManager } from './state.ts';

/** Nobody pushes for a runner that has been away longer. */
const patienceMs = 15 * 60_000;
/** GitLab shows a manager online for so long after its last request (ONLINE_CONTACT_TIMEOUT). */
const onlineMs = 2 * 3_600_000;
const staleMs = 7 * 86_400_000;

function isServed(runner: Runner, now: number): boolean {
  return runner.managers.some(
    ({ isRunning, contactedAt }) =>
      isRunning || (contactedAt !== undefined && now - contactedAt < patienceMs),
  );
}

const firstJobMs = 15_000;

/** Lets jobs arrive for a runner, from its first manager on. */
function feed(world: World, runner: Runner): void {
  const { engine } = world;
  const stream = jobs({ seed: `${world.seed}/runner/${runner.id}`, startsAt: engine.now });
  // Someone was waiting for the runner: the first pipeline comes at once, the others as they would behind it.
  let early: number | undefined;
  const next = (): void => {
    const job: Job = stream.next().value;
    early ??= job.arrivesAt - engine.now - firstJobMs;
    engine.schedule(job.arrivesAt - early, () => {
      if (!world.forge.runners.has(runner.id)) return;
      if (isServed(runner, engine.now)) runner.queue.add(job);
      next();
    });
  };
  next();
}

/** GitLab's record of the process with this system id, made at its first request. */
export function managerOf(
  world: World,
  runner: Runner,
  systemId: string,
  about: Pick<RunnerManager, 'version' | 'architecture' | 'address'>,
): RunnerManager {
  const known = runner.managers.find((manager) => manager.systemId === systemId);
  if (known !== undefined) return known;
  world.forge.managerCount += 1;
  const manager: RunnerManager = {
    id: 900 + world.forge.managerCount,
    systemId,
    ...about,
    revision: hex(about.version, 8),
    createdAt: world.engine.now,
    isRunning: false,
  };
  runner.managers.push(manager);
  return manager;
}

/** A manager began to ask for jobs. */
export function comeOnline(world: World, runner: Runner, manager: RunnerManager): void {
  Object.assign(manager, { isRunning: true, contactedAt: world.engine.now });
  if (runner.isFed) return;
  runner.isFed = true;
  feed(world, runner);
}

export function goOffline(world: World, manager: RunnerManager): void {
  if (manager.isRunning) Object.assign(manager, { isRunning: false, contactedAt: world.engine.now });
}

/** When GitLab last heard of it; a running one asks every few seconds. */
export function contactedAt(manager: RunnerManager, now: number): number | undefined {
  return manager.isRunning ? now - (now % 3000) : manager.contactedAt;
}

export type Presence = 'online' | 'offline' | 'stale' | 'never_contacted';

/** What GitLab calls the state of a manager or, of several contacts the last one, of a runner. */
export function presence(contacts: readonly (number | undefined)[], now: number): Presence {
  const last = Math.max(...contacts.map((contact) => contact ?? Number.NEGATIVE_INFINITY));
  if (last === Number.NEGATIVE_INFINITY) return 'never_contacted';
  if (now - last <= onlineMs) return 'online';
  return now - last <= staleMs ? 'offline' : 'stale';
}
