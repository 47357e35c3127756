import { iso } from '../iso.ts';
import type { LogEvent } from '../logs/log-event.ts';
import type { DoctorResult } from '../result/doctor.ts';
import type { StackEvent } from '../stack/stack.ts';
import { taskFailure } from '../stack/task-failure.ts';
import type { Fact } from './fact.ts';
import type { Facts } from './facts.ts';
import { scrub } from './scrub.ts';

export interface BundleInput {
  facts: Facts;
  result: DoctorResult;
  /** `glfr 1.2.3`, `node v24` … */
  versions: readonly string[];
  stackEvents: Fact<readonly StackEvent[]>;
  log: Fact<readonly LogEvent[]>;
  /** Secrets in hand, which are taken out wherever they stand. */
  inHand: readonly string[];
}

/** A report for a colleague, as plain text without secrets. */
export function bundleText(input: BundleInput): string {
  const { facts, result, versions, stackEvents, log, inHand } = input;
  const { stack, service, tasks } = facts;
  const sections: [title: string, lines: readonly string[]][] = [
    ['Versions', [...versions, `looked at ${iso(facts.now)}`]],
    ['Checks', checkLines(result)],
    ['Stack', linesOf(stack, ({ name, status, tags }) => [`${name} ${status}`, ...pairs(tags)])],
    ['Settings', linesOf(stack, ({ parameters }) => pairs(withoutSecrets(parameters)))],
    ['Stack events', linesOf(stackEvents, (events) => events.map(eventLine))],
    ['Service events', linesOf(service, (found) => (found?.events ?? []).toReversed().map(serviceLine))],
    ['Stopped tasks', linesOf(tasks, stoppedLines)],
    [
      'Log of the manager',
      linesOf(log, (events) => events.map(({ time, message }) => `${iso(time)} ${message}`)),
    ],
  ];
  const text = sections.map(([title, lines]) => `== ${title} ==\n${orNone(lines).join('\n')}\n`).join('\n');
  return scrub(text, inHand);
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ['(none)'] : lines);

const linesOf = <T>(fact: Fact<T>, lines: (value: T) => readonly string[]): readonly string[] =>
  fact.known ? lines(fact.value) : [`(not read: ${fact.why})`];

const checkLines = ({ checks }: DoctorResult): string[] =>
  checks.flatMap(({ state, group, id, text, fix }) => [
    `${state.toUpperCase().padEnd(4)}  ${group}/${id}  ${text}`,
    ...(fix === undefined || state === 'ok' ? [] : [`      try  ${fix}`]),
  ]);

const pairs = (record: Readonly<Record<string, string>>): string[] =>
  Object.entries(record).map(([name, value]) => `${name} = ${value}`);

/** CloudFormation hides their values by itself; the name is left out all the same. */
const withoutSecrets = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !/token$|secret|password/i.test(name)));

const eventLine = ({ time, logicalId, resourceType, status, reason }: StackEvent): string =>
  `${iso(time)} ${logicalId} (${resourceType}) ${status}${reason ? ` ${reason}` : ''}`;

const serviceLine = ({ time, message }: { time: number; message: string }): string =>
  `${iso(time)} ${message}`;

const stoppedLines = (tasks: Facts['tasks'] extends Fact<infer T> ? T : never): string[] =>
  tasks
    .filter(({ lastStatus }) => lastStatus === 'STOPPED')
    .map((task) => {
      const why = taskFailure(task)?.reason ?? task.stoppedReason ?? 'no reason given';
      const when = task.stoppedAt === undefined ? '' : `${iso(task.stoppedAt)} `;
      return `${when}${task.id} ${task.taskDefinition} ${task.stopCode ?? ''} ${why}`;
    });
