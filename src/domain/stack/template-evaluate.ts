import { GlfrError } from '../error.ts';
import { asCall, isList, isMap, type Template, type Value } from './template-model.ts';

/** What a template is evaluated against. */
export interface Scope {
  parameters: Readonly<Record<string, string>>;
  /** `AWS::Region` and its kin. */
  pseudo: Readonly<Record<string, string>>;
  /** Ref (no attribute) or GetAtt of a resource; `undefined` while it is not made yet. */
  resource?: (logicalId: string, attribute?: string) => Value | undefined;
  zones?: readonly string[];
}

type Evaluate = (value: Value) => Value | undefined;
type Intrinsic = (argument: Value, evaluate: Evaluate, template: Template, scope: Scope) => Value | undefined;

const unresolved = (what: string): GlfrError =>
  new GlfrError({ code: 'template.unresolved', message: `Template error: ${what}` });

const listTypes = /^(List<|CommaDelimitedList|AWS::SSM::Parameter::Value<(List<|CommaDelimitedList))/;

function items(value: Value | undefined, name: string): readonly Value[] {
  if (isList(value)) return value;
  throw unresolved(`${name} needs a list`);
}

function plain(value: Value | undefined): string {
  if (isList(value)) return value.map(plain).join(',');
  if (value === undefined || value === null || isMap(value))
    throw unresolved('a text is needed, not an object');
  return String(value);
}

function refer(name: string, template: Template, scope: Scope): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const declared = template.parameters[name];
  const value = scope.parameters[name] ?? scope.pseudo[name];
  if (declared !== undefined && value !== undefined && listTypes.test(declared.type)) {
    return value === '' ? [] : value.split(',').map((part) => part.trim());
  }
  const found = value ?? (name in template.resources ? scope.resource?.(name) : undefined);
  if (found === undefined) throw unresolved(`Unresolved dependency ${name}`);
  return found;
}

function attribute(logicalId: string, name: string, scope: Scope): Value {
  const found = scope.resource?.(logicalId, name);
  if (found === undefined) throw unresolved(`resource ${logicalId} has no attribute ${name} yet`);
  return found;
}

function substitute(argument: Value, evaluate: Evaluate, template: Template, scope: Scope): string {
  const [pattern, given] = isList(argument) ? argument : [argument];
  const names = isMap(given) ? given : {};
  return plain(pattern).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const own = names[name];
    if (own !== undefined) return plain(evaluate(own));
    const dot = name.indexOf('.');
    return plain(
      dot < 0 ? refer(name, template, scope) : attribute(name.slice(0, dot), name.slice(dot + 1), scope),
    );
  });
}

const holds = (value: Value | undefined): boolean => value === true || value === 'true';

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, _, template, scope) => refer(plain(argument), template, scope),
  Condition: (argument, _, template, scope) => conditionHolds(template, plain(argument), scope),
  'Fn::GetAtt': (argument, evaluate, _, scope) => {
    const [logicalId, ...name] = isList(argument)
      ? argument
      : plain(argument)
          .split(/\.(.*)/s)
          .slice(0, 2);
    return attribute(plain(logicalId), name.map((part) => plain(evaluate(part))).join('.'), scope);
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, evaluate) => {
    const [separator, list] = items(argument, 'Fn::Join');
    return items(evaluate(list ?? null), 'Fn::Join')
      .map(plain)
      .join(plain(separator));
  },
  'Fn::If': (argument, evaluate, template, scope) => {
    const [name, then, otherwise] = items(argument, 'Fn::If');
    const chosen = conditionHolds(template, plain(name), scope) ? then : otherwise;
    return evaluate(chosen ?? null);
  },
  'Fn::Equals': (argument, evaluate) => {
    const [left, right] = items(argument, 'Fn::Equals').map((side) => plain(evaluate(side)));
    return left === right;
  },
  'Fn::Not': (argument, evaluate) => !items(argument, 'Fn::Not').some((item) => holds(evaluate(item))),
  'Fn::And': (argument, evaluate) => items(argument, 'Fn::And').every((item) => holds(evaluate(item))),
  'Fn::Or': (argument, evaluate) => items(argument, 'Fn::Or').some((item) => holds(evaluate(item))),
  'Fn::Select': (argument, evaluate) => {
    const [index, list] = items(argument, 'Fn::Select');
    const found = items(evaluate(list ?? null), 'Fn::Select')[Number(plain(evaluate(index ?? null)))];
    if (found === undefined) throw unresolved('Fn::Select cannot select nonexistent value');
    return found;
  },
  'Fn::Split': (argument, evaluate) => {
    const [separator, text] = items(argument, 'Fn::Split');
    return plain(evaluate(text ?? null)).split(plain(separator));
  },
  'Fn::FindInMap': (argument, evaluate, template) => {
    const [name = '', top = '', second = ''] = items(argument, 'Fn::FindInMap').map((key) =>
      plain(evaluate(key)),
    );
    const mapping = template.mappings[name];
    const row = isMap(mapping) ? mapping[top] : undefined;
    const found = isMap(row) ? row[second] : undefined;
    if (found === undefined) throw unresolved(`Unable to get mapping for ${name}::${top}::${second}`);
    return found;
  },
  'Fn::Base64': (argument, evaluate) => base64(plain(evaluate(argument))),
  'Fn::GetAZs': (_argument, _evaluate, _template, scope) => scope.zones ?? [],
};

/** The value with every function worked out; `undefined` where it is `AWS::NoValue`. */
export function evaluate(template: Template, value: Value, scope: Scope): Value | undefined {
  const within: Evaluate = (inner) => evaluate(template, inner, scope);
  const call = asCall(value);
  if (call !== undefined) {
    const intrinsic = intrinsics[call.name];
    if (intrinsic !== undefined) return intrinsic(call.argument, within, template, scope);
    if (call.name.startsWith('Fn::')) throw unresolved(`unknown function ${call.name}`);
  }
  if (isList(value)) return value.map(within).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, within(inner)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

/** Does the template's condition of this name hold? */
export function conditionHolds(template: Template, name: string, scope: Scope): boolean {
  const condition = template.conditions[name];
  if (condition === undefined) throw unresolved(`unresolved condition dependency ${name}`);
  return holds(evaluate(template, condition, scope));
}
