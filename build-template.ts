import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, type Node, type Pair, parseDocument, stringify, visit, YAMLMap } from 'yaml';
import type { ExecutorKind } from './src/domain/settings/executor-kind.ts';

/** The parts in `assets/stack/`, in the order in which a console shows their parameters, with its headings. */
const partsOf = (kind: ExecutorKind) =>
  [
    ['GitLab', 'gitlab.yml'],
    ['Network', 'network.yml'],
    ['Executors', 'executor.yml'],
    ...(kind === 'fargate' ? [] : ([['', 'instances.yml']] as const)),
    ['', `${kind}/parts.yml`],
    ['Size', 'size.yml'],
    ...(kind === 'fargate' ? [] : ([['', 'idle.yml']] as const)),
    ['Jobs', 'jobs.yml'],
    ...(kind === 'fargate' ? [] : ([['', 'docker.yml']] as const)),
    ['', 'cache.yml'],
    ['Manager', 'manager.yml'],
    ['Account', 'account.yml'],
    ['', 'watch.yml'],
    ...(kind === 'docker-autoscaler' ? ([['', `${kind}/alarms.yml`]] as const) : []),
  ] as const;

const description = 'glfr: an autoscaling GitLab Runner (manager on Fargate, executors as jobs need them)';
const sections = ['Parameters', 'Conditions', 'Resources', 'Outputs'] as const;

/** CloudFormation takes no larger one in a request. Source: its quotas. */
const largest = 51_200;

/** The template of one executor kind, complete by itself, from the parts in `folder`. */
export function buildTemplate(folder: string, kind: ExecutorKind): string {
  const read = partsOf(kind).map(([label, file]) => ({ label, part: readPart(folder, file, kind) }));
  const groups: { Label: { default: string }; Parameters: string[] }[] = [];
  for (const { label, part } of read) {
    const names = sectionOf(part, 'Parameters').map(({ key }) => String(key));
    if (label) groups.push({ Label: { default: label }, Parameters: names });
    else groups.at(-1)?.Parameters.push(...names);
  }
  const whole = new YAMLMap();
  whole.set('AWSTemplateFormatVersion', '2010-09-09');
  whole.set('Description', description);
  whole.set('Metadata', { 'AWS::CloudFormation::Interface': { ParameterGroups: groups } });
  for (const section of sections) {
    const merged = new YAMLMap();
    merged.items.push(...read.flatMap(({ part }) => sectionOf(part, section)));
    whole.set(section, merged);
  }
  const text = stringify(whole, {
    indent: 1,
    indentSeq: false,
    lineWidth: 0,
    version: '1.1',
    flowCollectionPadding: false,
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > largest)
    throw new Error(`The template of ${kind} has ${bytes} bytes, and ${largest} is the most.`);
  return text;
}

/** A part with its own tags worked out: `!Include file`, and `!Kind { kind: value }`, which is nothing for the others. */
function readPart(folder: string, file: string, kind: ExecutorKind): Node {
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem) throw new Error(`${file}: ${problem.message}`);
  const chosen = (node: unknown) => {
    if (!isMap(node) || node.tag !== '!Kind') return undefined;
    return { value: (node.get(kind, true) ?? undefined) as Node | undefined };
  };
  visit(document, {
    Pair: (_key, pair) => {
      const choice = chosen(pair.value);
      return choice && !choice.value ? visit.REMOVE : undefined;
    },
    Node: (_key, node) => {
      const choice = chosen(node);
      if (choice) return choice.value ?? visit.REMOVE;
      if (!isScalar(node) || node.tag !== '!Include') return undefined;
      const name = String(node.value);
      return name.endsWith('.sh') ? script(folder, name, kind) : readPart(folder, name, kind);
    },
  });
  if (!document.contents) throw new Error(`${file} is empty`);
  return document.contents;
}

/** The start script with what its executor kind needs first. */
function script(folder: string, file: string, kind: ExecutorKind): Node {
  const own = readFileSync(join(folder, kind, 'prepare.sh'), 'utf8');
  const text = readFileSync(join(folder, file), 'utf8').replace(/^# include .*\n/m, () => own);
  return parseDocument('').createNode(text) as Node;
}

function sectionOf(part: Node, name: string): Pair<unknown, unknown>[] {
  const found = isMap(part) ? part.get(name, true) : undefined;
  return isMap(found) ? found.items : [];
}
