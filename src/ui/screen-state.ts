import type { Phase } from '../domain/event.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import type { Deployment, Task } from '../domain/stack/service.ts';
import type { StackEvent } from '../domain/stack/stack.ts';

export interface PhaseState {
  phase: Phase;
  text: string;
  status: 'running' | 'done' | 'failed' | 'skipped';
  startedAt: number;
  endedAt?: number;
  /** What was found out while it ran. */
  facts: readonly string[];
}

export interface ResourceState {
  logicalId: string;
  type: string;
  status: string;
  reason?: string;
  /** Since when it has this status. */
  since: number;
}

interface StackProgress {
  name: string;
  action: 'create' | 'update' | 'delete';
  /** How many resources the change set names; 0: not known. */
  expected: number;
  status?: string;
  isSettled: boolean;
}

/** Everything a screen shows, and no more. Times are epoch milliseconds. */
export interface ScreenState {
  phases: readonly PhaseState[];
  stack?: StackProgress;
  resources: ReadonlyMap<string, ResourceState>;
  /** Resources that failed by themselves, first one first. */
  failures: readonly StackEvent[];
  deployment?: Deployment;
  tasks: readonly Task[];
  /** The manager's last lines. */
  log: readonly LogEvent[];
  waiting?: { text: string; since: number };
}

export const initialState: ScreenState = {
  phases: [],
  resources: new Map(),
  failures: [],
  tasks: [],
  log: [],
};

export const runningPhases = (state: ScreenState): PhaseState[] =>
  state.phases.filter(({ status }) => status === 'running');

export const resourcesInProgress = (state: ScreenState): ResourceState[] =>
  [...state.resources.values()].filter(({ status }) => status.endsWith('_IN_PROGRESS'));

export const isRollingBack = (state: ScreenState): boolean =>
  state.stack?.status?.includes('ROLLBACK') ?? false;

/** Resources that have arrived where the operation wants them. */
export function progress(state: ScreenState): { done: number; expected: number } {
  const expected = state.stack?.expected ?? 0;
  const done = [...state.resources.values()].filter(({ status }) =>
    /_(COMPLETE|SKIPPED)$/.test(status),
  ).length;
  return { done: expected > 0 ? Math.min(done, expected) : done, expected };
}
