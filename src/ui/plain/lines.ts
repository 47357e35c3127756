import type { GlfrEvent } from '../../domain/event.ts';
import { parseLogLine } from '../../domain/runner/log-line.ts';
import type { Deployment, Task } from '../../domain/stack/service.ts';
import { blockLines } from '../blocks/block.ts';
import { failureLines, whatFailed } from '../blocks/failures.ts';
import { phaseLines } from '../blocks/phase.ts';
import { elapsed } from '../duration.ts';
import { factOf } from '../fact.ts';
import { logText } from '../log-text.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import {
  isRollingBack,
  progress,
  resourcesInProgress,
  runningPhases,
  type ScreenState,
} from '../screen-state.ts';
import { count, shortType, statusWords } from '../words.ts';

interface Seen {
  before: ScreenState;
  after: ScreenState;
  now: number;
}

/** What one event adds to an append-only screen; nothing when it changed nothing a person would see. */
export function plainLines(event: GlfrEvent, { before, after, now }: Seen, style: TextStyle): string[] {
  switch (event.type) {
    case 'phase.started':
      return [`… ${safeText(event.text)}`];
    case 'phase.ended': {
      const ended = after.phases.find(({ phase }) => phase === event.phase);
      return ended ? phaseLines({ ...ended, facts: [] }, now, style) : [];
    }
    case 'stack.resource-changed':
      return resourceLines(event.change.logicalId, before, after, style);
    case 'stack.settled':
      return settledLines(event, after, style);
    case 'deployment.changed':
      return [`deployment ${deploymentText(event.deployment)}`];
    case 'task.changed':
      return [taskText(event.task)];
    case 'waiting':
    case 'manager.waiting':
      return before.waiting?.text === after.waiting?.text ? [] : [safeText(after.waiting?.text ?? '')];
    case 'log.line':
      return isBlank(event.event.message) ? [] : [`manager | ${logText(event.event, style)}`];
    case 'stack.started':
      return event.resources === 0 ? [] : [startedText(event)];
    default: {
      const block = blockLines(event, style, now);
      if (block) return block;
      const fact = factOf(event);
      return fact === undefined ? [] : [`  ${fact}`];
    }
  }
}

function resourceLines(
  logicalId: string,
  before: ScreenState,
  after: ScreenState,
  style: TextStyle,
): string[] {
  const resource = after.resources.get(logicalId);
  if (!resource || before.resources.get(logicalId)?.status === resource.status) return [];
  const { done, expected } = progress(after);
  const failure = after.failures.length > before.failures.length ? after.failures.at(-1) : undefined;
  if (failure) return failureLines(failure, style);
  const counter = expected > 0 && !isRollingBack(after) ? `${done}/${expected} ` : '';
  return [`${counter}${safeText(logicalId)} (${shortType(resource.type)}): ${statusWords(resource.status)}`];
}

function startedText({
  stackName,
  action,
  resources,
}: Extract<GlfrEvent, { type: 'stack.started' }>): string {
  return `stack ${safeText(stackName)}: ${count(resources, 'resource')} to ${action}`;
}

/** Of a stack that failed, once more what began it; the manager's lines were all printed as they came. */
function settledLines(
  { stackName, status }: Extract<GlfrEvent, { type: 'stack.settled' }>,
  after: ScreenState,
  style: TextStyle,
): string[] {
  const failed = whatFailed({ ...after, log: [] }, style);
  return failed.length > 0 ? failed : [`stack ${safeText(stackName)}: ${safeText(status)}`];
}

/** gitlab-runner writes an empty line at its start. */
function isBlank(message: string): boolean {
  const line = parseLogLine(message);
  return (line.kind === 'runner' ? line.msg : line.text).trim() === '';
}

export function deploymentText({
  taskDefinition,
  running,
  desired,
  failedTasks,
  rolloutState,
}: Deployment): string {
  const failed = failedTasks === 0 ? '' : `, ${count(failedTasks, 'failed task')}`;
  const state = rolloutState === 'IN_PROGRESS' ? '' : `, ${rolloutState.toLowerCase()}`;
  const tasks =
    desired === 0 ? `${running} left, being replaced` : `${running} of ${desired} running${state}`;
  return safeText(`${taskDefinition}: ${tasks}${failed}`);
}

export function taskText({ id, lastStatus, health, stoppedReason }: Task): string {
  const judged = health && health !== 'UNKNOWN' ? `, ${health.toLowerCase()}` : '';
  return safeText(
    `task ${id.slice(0, 8)}: ${lastStatus.toLowerCase()}${judged}${stoppedReason ? ` (${stoppedReason})` : ''}`,
  );
}

/** What is being waited for, and for how long: said when nothing else has been said for a while. */
export function heartbeatLine(state: ScreenState, now: number): string | undefined {
  const phase = runningPhases(state).at(-1);
  const text = state.waiting?.text ?? phase?.text;
  if (text === undefined) return undefined;
  const since = phase?.startedAt ?? state.waiting?.since ?? now;
  const resources = resourcesInProgress(state).map(
    ({ logicalId, status }) => `${logicalId} ${statusWords(status)}`,
  );
  const { done, expected } = progress(state);
  const counter =
    state.stack && !state.stack.isSettled && expected > 0 ? [`${done} of ${expected} resources`] : [];
  return safeText(
    `… still ${[text, ...counter, ...resources.slice(0, 3)].join('; ')} (${elapsed(since, now)})`,
  );
}
