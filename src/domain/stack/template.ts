import { GlfrError } from '../error.ts';
import { conditionHolds, type Scope } from './template-evaluate.ts';
import {
  isList,
  isMap,
  type Template,
  type TemplateOutput,
  type TemplateParameter,
  type TemplateResource,
  type Value,
  type ValueMap,
} from './template-model.ts';
import { parseYaml } from './template-yaml.ts';

const invalid = (why: string): GlfrError =>
  new GlfrError({ code: 'template.invalid', message: `Template format error: ${why}` });

const map = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});
const text = (value: Value | undefined): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
const number = (value: Value | undefined): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);
const texts = (value: Value | undefined): readonly string[] | undefined =>
  isList(value) ? value.map(String) : undefined;

function parameter(raw: ValueMap): TemplateParameter {
  return {
    type: text(raw.Type) ?? 'String',
    description: text(raw.Description),
    default: text(raw.Default),
    noEcho: String(raw.NoEcho) === 'true',
    allowedValues: texts(raw.AllowedValues),
    allowedPattern: text(raw.AllowedPattern),
    constraintDescription: text(raw.ConstraintDescription),
    minLength: number(raw.MinLength),
    maxLength: number(raw.MaxLength),
    minValue: number(raw.MinValue),
    maxValue: number(raw.MaxValue),
  };
}

function resource(raw: ValueMap, id: string): TemplateResource {
  const type = text(raw.Type);
  if (type === undefined)
    throw invalid(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  return {
    type,
    properties: map(raw.Properties),
    condition: text(raw.Condition),
    dependsOn: texts(raw.DependsOn) ?? [text(raw.DependsOn) ?? []].flat(),
    deletionPolicy: text(raw.DeletionPolicy),
    updateReplacePolicy: text(raw.UpdateReplacePolicy),
  };
}

function output(raw: ValueMap): TemplateOutput {
  return {
    value: raw.Value ?? '',
    description: text(raw.Description),
    condition: text(raw.Condition),
    exportName: map(raw.Export).Name,
  };
}

function section<T>(raw: Value | undefined, read: (item: ValueMap, id: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map(raw)).map(([id, item]) => [id, read(map(item), id)]));
}

/** Reads a CloudFormation template: its parameters, conditions, resources and outputs. */
export function parseTemplate(source: string): Template {
  const root = parseYaml(source);
  if (!isMap(root)) throw invalid('unsupported structure.');
  const resources = section(root.Resources, resource);
  if (Object.keys(resources).length === 0) throw invalid('At least one Resources member must be defined.');
  return {
    description: text(root.Description),
    parameters: section(root.Parameters, parameter),
    mappings: map(root.Mappings),
    conditions: map(root.Conditions),
    resources,
    outputs: section(root.Outputs, output),
  };
}

/** Every parameter's value: the one given, else the template's default. */
export function withDefaults(
  template: Template,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, declared] of Object.entries(template.parameters)) {
    const value = given[name] ?? declared.default;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** The resources a deploy with these parameters makes, in the template's order. */
export function activeResources(
  template: Template,
  parameters: Readonly<Record<string, string>>,
  pseudo: Scope['pseudo'] = {},
): { logicalId: string; type: string }[] {
  const scope: Scope = { parameters: withDefaults(template, parameters), pseudo };
  return Object.entries(template.resources)
    .filter(([, { condition }]) => condition === undefined || conditionHolds(template, condition, scope))
    .map(([logicalId, { type }]) => ({ logicalId, type }));
}
