import type { Leftover } from './fleet/leftovers.ts';
import type { LogEvent } from './logs/log-event.ts';
import type { Shown } from './logs/shown.ts';
import type { Reach } from './network/result.ts';
import type { DeployResult } from './result/deploy.ts';
import type { ExecutorList } from './result/executor-list.ts';
import type { JobInHand } from './runner/jobs-in-hand.ts';
import type { Plan } from './stack/plan.ts';
import type { Deployment, Task } from './stack/service.ts';
import type { ChangeSet, StackEvent } from './stack/stack.ts';

/** A stretch of work with a beginning and an end; every screen shows the same names. */
export type Phase =
  | 'look'
  | 'discover'
  | 'gitlab'
  | 'reach'
  | 'plan'
  | 'runner'
  | 'endpoints'
  | 'change-set'
  | 'drain'
  | 'stack'
  | 'manager'
  | 'online'
  | 'executors'
  | 'cache'
  | 'leftovers';

/**
 * Everything an operation may say while it works. The `type` is the stable code that `--json` prints, so
 * it is also the contract. Operations yield these; only src/ui turns them into text.
 */
export type GlfrEvent =
  | { type: 'phase.started'; phase: Phase; text: string }
  | { type: 'phase.ended'; phase: Phase; text: string; outcome: 'done' | 'failed' | 'skipped' }
  | { type: 'notice'; level: 'info' | 'warning'; text: string; next?: string }
  | { type: 'identity.known'; account: string; arn: string; region: string }
  | { type: 'network.read'; vpcs: number; subnets: number; unreadable: readonly string[] }
  | { type: 'gitlab.reached'; url: string; version?: string; addresses: readonly string[] }
  | { type: 'reach.judged'; reach: Reach }
  | { type: 'plan.made'; plan: Plan }
  | { type: 'runner.created'; runnerId: number; url: string }
  | { type: 'runner.token-reset'; runnerId: number; url: string; tokenExpiresAt: number | null }
  | { type: 'runner.deleted'; runnerId: number; url: string }
  | { type: 'runner.online'; runnerId: number; managers: number; version?: string }
  | { type: 'stack.started'; stackName: string; action: 'create' | 'update' | 'delete'; resources: number }
  | { type: 'stack.resource-changed'; change: StackEvent }
  | { type: 'stack.settled'; stackName: string; status: string; reason?: string }
  | { type: 'deployment.changed'; deployment: Deployment }
  | { type: 'task.changed'; task: Task }
  | { type: 'manager.waiting'; jobs: number; text: string }
  | { type: 'manager.started'; taskId?: string; maxBuilds: number }
  | { type: 'change-set.read'; changes: ChangeSet['changes'] }
  | { type: 'jobs.in-hand'; jobs: readonly JobInHand[]; fate: 'end-first' | 'die' }
  | { type: 'jobs.ended'; jobs: NonNullable<DeployResult['jobs']> }
  | { type: 'leftovers.found'; found: readonly Leftover[] }
  | { type: 'log.line'; event: LogEvent }
  | { type: 'log.lines'; lines: readonly Shown[] }
  | { type: 'log.stream-started'; stream: string; revision?: string }
  | { type: 'log.stream-ended'; stream: string; reason?: string }
  | { type: 'executor.ended'; executorId: string }
  | { type: 'facts.read'; done: number; of: number; open: readonly string[] }
  | { type: 'executors.listed'; list: ExecutorList }
  | { type: 'waiting'; text: string };

/** A long-running verb: yields what happens and returns its result. It never prints. */
export type Operation<Result> = AsyncGenerator<GlfrEvent, Result, void>;
