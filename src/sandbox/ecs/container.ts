import { isList, isMap, type Value, type ValueMap } from '../../domain/stack/template-model.ts';
import { text } from '../values.ts';
import type { TaskDefinition } from './state.ts';

/** The essential container of a task definition, as CloudFormation was given it. */
export function mainContainer({ properties }: TaskDefinition): ValueMap {
  const containers = isList(properties.ContainerDefinitions) ? properties.ContainerDefinitions : [];
  const [first] = containers;
  return isMap(first) ? first : {};
}

function pairs(value: Value | undefined, valueKey: string): Record<string, string> {
  const entries = (isList(value) ? value : []).filter(isMap);
  return Object.fromEntries(entries.map((entry) => [text(entry.Name), text(entry[valueKey])]));
}

export const environmentOf = (container: ValueMap): Record<string, string> =>
  pairs(container.Environment, 'Value');

/** Secret ARNs by the names of the variables that will hold them. */
export const secretsOf = (container: ValueMap): Record<string, string> =>
  pairs(container.Secrets, 'ValueFrom');

/** Where the container's output goes; `undefined` when it goes nowhere. */
export function logTarget(
  container: ValueMap,
  taskId: string,
): { group: string; stream: string } | undefined {
  const { LogConfiguration: configuration } = container;
  const options = isMap(configuration) ? configuration.Options : undefined;
  if (!isMap(configuration) || configuration.LogDriver !== 'awslogs' || !isMap(options)) return undefined;
  const stream = `${text(options['awslogs-stream-prefix'])}/${text(container.Name)}/${taskId}`;
  return { group: text(options['awslogs-group']), stream };
}
