import { isList, isMap, type Value } from '../domain/stack/template-model.ts';

/** A plain value as text; nothing where there is none. */
export const text = (value: Value | undefined): string =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value);

export const texts = (value: Value | undefined): string[] => (isList(value) ? value.map(text) : []);

/** The value below a path of keys. */
export function at(value: Value | undefined, ...path: string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, key) => (isMap(inner) ? inner[key] : undefined), value);
}

export const isTrue = (value: Value | undefined): boolean => value === true || value === 'true';

/** CloudFormation's property names as ECS's API writes them: `ContainerDefinitions` → `containerDefinitions`. */
export function camelCased(value: Value): Value {
  if (isList(value)) return value.map(camelCased);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      camelCased(inner),
    ]),
  );
}
