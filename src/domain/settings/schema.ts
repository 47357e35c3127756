import * as z from 'zod';

/** `Number('')`, `Number(null)` and `Number(true)` are numbers; what they mean here is a mistake. */
const digits = (value: unknown) =>
  typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;

export const whole = (min: number, max: number) => {
  const says = `a whole number from ${min} to ${max}`;
  return z.preprocess(digits, z.int(says).min(min, says).max(max, says));
};

export const oneOf = <const N extends readonly number[]>(numbers: N) =>
  z.preprocess(digits, z.literal(numbers, `one of ${numbers.join(', ')}`));

export const choice = <const S extends readonly string[]>(words: S) =>
  z.enum(words, `one of ${words.join(', ')}`);

export const text = (pattern: RegExp, says: string) => z.string(says).regex(pattern, says);

export const onOff = z.boolean('true or false');

export const image = text(/^[\w./:@-]+$/, 'a container image such as alpine:latest');

/** A YAML list, or text with `separator` between its items. */
export const list = <S extends z.ZodType<string>>(item: S, separator = ',') =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(separator).filter((one) => one.trim()) : value),
    z.array(item, 'a list'),
  );

const secondsIn: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `20m`, `1h`, or a plain number of seconds; seconds from `min` to `max`. */
export const seconds = (min: number, max: number) => {
  const says = `a duration from ${min}s to ${max / 3600}h such as 20m`;
  return z.preprocess(
    (value) => {
      const [, count, unit = 's'] = /^(\d+)\s*([smhd])?$/.exec(String(value ?? '').trim()) ?? [];
      return count === undefined ? value : Number(count) * (secondsIn[unit] ?? 1);
    },
    z.int(says).min(min, says).max(max, says),
  );
};

const ascending = (most: number) => (value: string) => {
  const [from = 0, to = 0] = value.split('-').map(Number);
  return value === '' || (from >= 1 && from <= to && to <= most);
};

/** A range such as `2-4`, smaller first, up to `most`, or nothing. */
export const range = (says: string, most: number) =>
  z
    .string(says)
    .regex(/^(\d{1,8}-\d{1,8})?$/, says)
    .refine(ascending(most), says);

/** A range of memory written in GiB, such as `8-16`; kept in MiB, which no instance has fewer than 512 of. */
export const memoryRange = (says: string) =>
  range(says, 32 * 1024 * 1024).transform((value) => {
    const ends = value.split('-').map(Number);
    return value !== '' && ends.every((end) => end < 512) ? ends.map((end) => end * 1024).join('-') : value;
  });
