/** A value of a template once YAML is out of the way; intrinsic functions are objects in their long form. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export type ValueMap = { readonly [key: string]: Value };

export interface TemplateParameter {
  type: string;
  description?: string;
  default?: string;
  noEcho: boolean;
  allowedValues?: readonly string[];
  allowedPattern?: string;
  constraintDescription?: string;
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
}

export interface TemplateResource {
  type: string;
  properties: ValueMap;
  condition?: string;
  dependsOn: readonly string[];
  deletionPolicy?: string;
  updateReplacePolicy?: string;
}

export interface TemplateOutput {
  value: Value;
  description?: string;
  condition?: string;
  exportName?: Value;
}

/** A CloudFormation template, read but not evaluated. */
export interface Template {
  description?: string;
  parameters: Readonly<Record<string, TemplateParameter>>;
  mappings: ValueMap;
  conditions: ValueMap;
  resources: Readonly<Record<string, TemplateResource>>;
  outputs: Readonly<Record<string, TemplateOutput>>;
}

/** Is it an object, and neither a list nor null? */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Is it a list? (`Array.isArray` loses the element type of a readonly array.) */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The function's name and argument when the value is a call such as `{ 'Fn::Sub': … }`. */
export function asCall(value: Value): { name: string; argument: Value } | undefined {
  if (!isMap(value)) return undefined;
  const [entry, second] = Object.entries(value);
  if (entry === undefined || second !== undefined) return undefined;
  const [name, argument] = entry;
  // A policy statement may have a `Condition` too; only a name makes it a call.
  const isCall =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  return isCall ? { name, argument } : undefined;
}
