import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from 'yaml';
import { GlfrError } from '../error.ts';
import type { Value } from './template-model.ts';

const invalid = (why: string): GlfrError =>
  new GlfrError({ code: 'template.invalid', message: `The template cannot be read: ${why}` });

/** `!Ref` and `!Condition` have no `Fn::` in their long form; `!GetAtt a.b` is a list there. */
function longForm(tag: string, value: Value): Value {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

function scalar(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return String(value ?? '');
}

function untagged(node: Node | ParsedNode | null): Value {
  if (node === null || isAlias(node)) return null;
  if (isScalar(node)) return scalar(node.value);
  if (isSeq(node)) return node.items.map((item) => convert(item as ParsedNode | null));
  if (!isMap(node)) throw invalid('it holds something that is neither a map, a list nor a value');
  const entries = node.items.map((pair): [string, Value] => [
    String(isScalar(pair.key) ? pair.key.value : pair.key),
    convert(pair.value as ParsedNode | null),
  ]);
  return Object.fromEntries(entries);
}

function convert(node: ParsedNode | Node | null): Value {
  const value = untagged(node);
  const tag = node?.tag;
  return tag?.startsWith('!') && !tag.startsWith('!!') ? longForm(tag, value) : value;
}

/** Reads CloudFormation's YAML (or JSON), turning short-form functions into their long form. */
export function parseYaml(text: string): Value {
  const document = parseDocument(text, { logLevel: 'silent' });
  const problem = document.errors[0];
  if (problem !== undefined) throw invalid(problem.message);
  return convert(document.contents);
}
