import { stringify } from 'yaml';

/** A value as YAML. A file of its own, since the package has no names when it is itself imported late. */
export const toYaml = (value: unknown): string => stringify(value).trimEnd();
