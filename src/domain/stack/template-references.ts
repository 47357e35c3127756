import { GlfrError } from '../error.ts';
import { asCall, isList, isMap, type Template, type Value } from './template-model.ts';

function* substituted(argument: Value): Generator<string> {
  const [pattern, own] = isList(argument) ? argument : [argument];
  for (const [, name = ''] of String(pattern).matchAll(/\$\{(?!!)([^}]*)\}/g)) {
    if (!isMap(own) || !(name in own)) yield name.split('.')[0] ?? name;
  }
  if (own !== undefined) yield* names(own);
}

/** Every name a value refers to: parameters, pseudo parameters and resources alike. */
function* names(value: Value): Generator<string> {
  const call = asCall(value);
  if (call?.name === 'Ref') yield String(call.argument);
  else if (call?.name === 'Fn::GetAtt') {
    yield String(isList(call.argument) ? call.argument[0] : call.argument).split('.')[0] ?? '';
  } else if (call?.name === 'Fn::Sub') yield* substituted(call.argument);
  else if (isList(value)) for (const item of value) yield* names(item);
  else if (isMap(value)) for (const item of Object.values(value)) yield* names(item);
}

/** The resources this one must wait for: what it refers to, and `DependsOn`. */
export function dependencies(template: Template, logicalId: string): string[] {
  const resource = template.resources[logicalId];
  if (resource === undefined) return [];
  const all = new Set([...names(resource.properties), ...resource.dependsOn]);
  all.delete(logicalId);
  return [...all].filter((name) => name in template.resources);
}

/** These resources ordered so that each comes after what it depends on; otherwise in the template's order. */
export function topologicalOrder(template: Template, logicalIds: readonly string[]): string[] {
  const wanted = new Set(logicalIds);
  const ordered = new Set<string>();
  const open: string[] = [];
  const visit = (id: string): void => {
    if (ordered.has(id) || !wanted.has(id)) return;
    if (open.includes(id)) {
      const circle = open.slice(open.indexOf(id)).join(', ');
      throw new GlfrError({
        code: 'template.invalid',
        message: `Circular dependency between resources: [${circle}]`,
      });
    }
    open.push(id);
    for (const needed of dependencies(template, id)) visit(needed);
    open.pop();
    ordered.add(id);
  };
  for (const id of Object.keys(template.resources)) visit(id);
  return [...ordered];
}
