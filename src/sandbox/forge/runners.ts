import { JobQueue } from '../../domain/simulation/queue.ts';
import { changes, type Handlers } from '../handler.ts';
import { hashed } from '../secrets.ts';
import type { World } from '../world.ts';
import { managerOf } from './presence.ts';
import type { Runner, RunnerScope } from './state.ts';
import { runnerToken } from './tokens.ts';

/** What may be said of a runner when it is made or changed. */
export interface RunnerFields {
  description?: string;
  tags?: readonly string[];
  runUntagged?: boolean;
  paused?: boolean;
  locked?: boolean;
  accessLevel?: string;
  maximumTimeout?: number;
  maintenanceNote?: string;
}

interface NewRunner extends RunnerFields {
  scope: RunnerScope;
  /** Epoch milliseconds. */
  tokenExpiresAt?: number;
}

function create(world: World, { scope, tokenExpiresAt, ...fields }: NewRunner): Runner {
  const { forge, seed, engine } = world;
  forge.runnerCount += 1;
  const id = 40 + forge.runnerCount;
  const { paused = false, ...given } = fields;
  const queue = new JobQueue(engine, { keepFinished: 200 });
  queue.paused = paused;
  const runner: Runner = {
    description: '',
    tags: [],
    runUntagged: true,
    locked: false,
    accessLevel: 'not_protected',
    maintenanceNote: '',
    ...given,
    id,
    scope,
    tokenHash: hashed(runnerToken(seed, { id, scope, tokenResets: 0 })),
    tokenResets: 0,
    tokenExpiresAt,
    createdAt: engine.now,
    managers: [],
    queue,
    isFed: false,
    lost: new Set(),
  };
  forge.runners.set(id, runner);
  if (tokenExpiresAt !== undefined) engine.schedule(tokenExpiresAt, () => expire(runner));
  return runner;
}

/** Whoever has the token asks in vain from now on. */
function refuseToken({ lost }: Runner): void {
  const tells = [...lost];
  lost.clear();
  for (const tell of tells) tell();
}

/** A reset takes its end away too. */
function expire(runner: Runner): void {
  if (runner.tokenExpiresAt !== undefined) refuseToken(runner);
}

function resetToken(world: World, { id }: { id: number }): object {
  const runner = world.forge.runners.get(id);
  if (runner === undefined) return {};
  runner.tokenResets += 1;
  runner.tokenHash = hashed(runnerToken(world.seed, runner));
  runner.tokenExpiresAt = undefined;
  refuseToken(runner);
  return {};
}

function update(world: World, { id, paused, ...fields }: RunnerFields & { id: number }): Runner | undefined {
  const runner = world.forge.runners.get(id);
  if (runner === undefined) return undefined;
  if (paused !== undefined) runner.queue.paused = paused;
  return Object.assign(runner, fields);
}

/** GitLab's changes as the stored actions name them: no token is in any of them. */
export const forgeHandlers: Handlers = {
  CreateRunner: changes(create as (world: World, input: Parameters<typeof create>[1]) => object),
  UpdateRunner: changes((world, input: Parameters<typeof update>[1]) => ({ runner: update(world, input) })),
  ResetRunnerToken: changes(resetToken),
  DeleteRunner: changes((world, { id }: { id: number }) => {
    const runner = world.forge.runners.get(id);
    // Its managers' requests find nothing any more.
    if (runner) {
      runner.queue.paused = true;
      refuseToken(runner);
    }
    return { deleted: world.forge.runners.delete(id) };
  }),
  VerifyRunner: changes((world, { id, systemId }: { id: number; systemId: string }) => {
    const runner = world.forge.runners.get(id);
    // GitLab makes the record, but counts a verification as no contact.
    if (runner)
      managerOf(world, runner, systemId, { version: '', architecture: '', address: '198.51.100.7' });
    return {};
  }),
};
