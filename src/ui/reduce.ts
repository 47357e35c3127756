import type { GlfrEvent } from '../domain/event.ts';
import type { Task } from '../domain/stack/service.ts';
import type { StackEvent } from '../domain/stack/stack.ts';
import { isFailure } from '../domain/stack/status.ts';
import { factOf } from './fact.ts';
import { initialState, type PhaseState, type ScreenState } from './screen-state.ts';
import { count } from './words.ts';

const keptLogLines = 8;
const keptTasks = 4;

/** Folds one event into what the screen shows. Pure: `now` is passed in. */
export function reduce(state: ScreenState, event: GlfrEvent, now: number): ScreenState {
  switch (event.type) {
    case 'phase.started':
      return startPhase(state, event, now);
    case 'phase.ended':
      return endPhase(state, event, now);
    case 'stack.started': {
      const { stackName: name, action, resources: expected } = event;
      const { resources, failures } = initialState;
      return { ...state, stack: { name, action, expected, isSettled: false }, resources, failures };
    }
    case 'stack.resource-changed':
      return changeResource(state, event.change);
    case 'stack.settled': {
      const known = state.stack ?? { name: event.stackName, action: 'update', expected: 0 };
      return { ...state, stack: { ...known, status: event.status, isSettled: true } };
    }
    case 'deployment.changed':
      return event.deployment.status === 'PRIMARY' ? { ...state, deployment: event.deployment } : state;
    case 'task.changed':
      return { ...state, tasks: changeTask(state.tasks, event.task) };
    case 'log.line':
      return { ...state, log: [...state.log, event.event].slice(-keptLogLines) };
    case 'waiting':
      return wait(state, `waiting for ${event.text}`, now);
    case 'manager.waiting':
      return wait(state, `${event.text} (${count(event.jobs, 'job')} running)`, now);
    default:
      return addFact(state, event);
  }
}

type Started = Extract<GlfrEvent, { type: 'phase.started' }>;
type Ended = Extract<GlfrEvent, { type: 'phase.ended' }>;

function startPhase(state: ScreenState, { phase, text }: Started, now: number): ScreenState {
  const started: PhaseState = { phase, text, status: 'running', startedAt: now, facts: [] };
  return { ...state, phases: [...state.phases.filter((known) => known.phase !== phase), started] };
}

function endPhase(state: ScreenState, { phase, text, outcome }: Ended, now: number): ScreenState {
  const known = state.phases.find((candidate) => candidate.phase === phase && candidate.status === 'running');
  const begun = known ?? { phase, startedAt: now, facts: [] };
  const ended: PhaseState = { ...begun, text, status: outcome, endedAt: now };
  const phases = [...state.phases.filter((candidate) => candidate.phase !== phase), ended];
  return { ...withoutWaiting(state), phases };
}

/** The stack's own events tell its status; all others are about a resource. */
function changeResource(state: ScreenState, change: StackEvent): ScreenState {
  if (
    change.resourceType === 'AWS::CloudFormation::Stack' &&
    change.logicalId === (state.stack?.name ?? change.logicalId)
  )
    return state.stack ? { ...state, stack: { ...state.stack, status: change.status } } : state;
  const { logicalId, resourceType: type, status, reason } = change;
  const known = state.resources.get(logicalId);
  const since = known?.status === status ? known.since : change.time;
  const resources = new Map(state.resources).set(logicalId, {
    logicalId,
    type,
    status,
    ...(reason && { reason }),
    since,
  });
  return { ...state, resources, failures: isFailure(change) ? [...state.failures, change] : state.failures };
}

function changeTask(tasks: readonly Task[], task: Task): Task[] {
  return [...tasks.filter(({ id }) => id !== task.id), task].slice(-keptTasks);
}

function wait(state: ScreenState, text: string, now: number): ScreenState {
  return state.waiting?.text === text ? state : { ...state, waiting: { text, since: now } };
}

function withoutWaiting({ waiting: _, ...state }: ScreenState): ScreenState {
  return state;
}

/** A fact belongs to the phase that began last and still runs. */
function addFact(state: ScreenState, event: GlfrEvent): ScreenState {
  const fact = factOf(event);
  const current = state.phases.findLast(({ status }) => status === 'running');
  if (fact === undefined || !current) return state;
  const phases = state.phases.map((phase) =>
    phase === current ? { ...phase, facts: [...phase.facts, fact] } : phase,
  );
  return { ...state, phases };
}
