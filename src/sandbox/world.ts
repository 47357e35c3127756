import { Engine, type Scheduled } from '../domain/simulation/engine.ts';
import type { Stack } from './cloudformation/state.ts';
import type { Lists } from './ec2/drawn-state.ts';
import type { Insights } from './ec2/insights-state.ts';
import { type Loose, nothingLoose } from './ec2/loose.ts';
import type { Network } from './ec2/network.ts';
import { layNetwork } from './ec2/network.ts';
import { type Ecs, emptyEcs } from './ecs/state.ts';
import { emptyGroups, type Groups } from './fleet/state.ts';
import { emptyForge, type Forge } from './forge/state.ts';
import { LogStore } from './logs/store.ts';
import type { Buckets } from './s3/buckets.ts';

export const account = '123456789012';
export const region = 'us-east-1';
export const userArn = `arn:aws:iam::${account}:user/sandbox`;

/** Everything there is in the sandbox at one moment; rebuilt from the stored actions, never stored itself. */
export interface World {
  readonly seed: string;
  readonly engine: Engine;
  readonly network: Network;
  /** Drawn networks that a request asked for, by name, with the rules that were added to them. */
  readonly drawn: Map<string, Lists>;
  readonly insights: Insights;
  /** By id; deleted ones stay, as in AWS. */
  readonly stacks: Map<string, Stack>;
  readonly ecs: Ecs;
  readonly logs: LogStore;
  readonly groups: Groups;
  /** EC2's things that are in no group. */
  readonly loose: Loose;
  /** Secrets Manager: hashes by ARN. */
  readonly secrets: Map<string, string>;
  readonly buckets: Buckets;
  /** GitLab. */
  readonly forge: Forge;
}

export function makeWorld(seed: string, start: number): World {
  return {
    seed,
    engine: new Engine(start),
    network: layNetwork({ account, region }, start),
    drawn: new Map(),
    insights: { paths: new Map(), analyses: new Map() },
    stacks: new Map(),
    ecs: emptyEcs(),
    logs: new LogStore(),
    groups: emptyGroups(),
    buckets: new Map(),
    loose: nothingLoose(),
    secrets: new Map(),
    forge: emptyForge(),
  };
}

/** Runs `run` when so many milliseconds have passed in the world. */
export function after(world: World, ms: number, run: () => void): Scheduled {
  return world.engine.schedule(world.engine.now + Math.round(ms), run);
}
