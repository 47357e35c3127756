/** A field's value; a nested JSON value stands as its JSON text. */
export type Field = string | number | boolean;

/** A line of gitlab-runner. `time` is epoch milliseconds; the `runner` format has none. */
export interface RunnerLine {
  kind: 'runner';
  time?: number;
  /** `debug`, `info`, `warning`, `error`, `fatal` or `panic`. */
  level: string;
  msg: string;
  fields: Readonly<Record<string, Field>>;
}

/** A value of the formats that know only text: a number where nothing is lost by it. */
export function fieldFromText(text: string): Field {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
