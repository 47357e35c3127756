import { percentile } from './percentile.ts';

/** How a quantity was distributed over a stretch of time. */
export interface Distribution {
  count: number;
  p50: number;
  p95: number;
  /** The median of each equal part of the stretch, oldest first; `null` where there was nothing. */
  series: readonly (number | null)[];
}

export interface Sample {
  /** Epoch milliseconds. */
  at: number;
  value: number;
}

/** Samples from `from` to `to`, summed up; `undefined` where there are none. */
export function distribution(
  samples: readonly Sample[],
  { from, to, parts }: { from: number; to: number; parts: number },
): Distribution | undefined {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const values = within.map(({ value }) => value);
  const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)];
  if (p50 === undefined || p95 === undefined) return undefined;
  const partOf = ({ at }: Sample): number =>
    Math.min(parts - 1, Math.floor(((at - from) / (to - from || 1)) * parts));
  const byPart = Map.groupBy(within, partOf);
  const series = Array.from({ length: parts }, (_, part) => {
    const own = byPart.get(part)?.map(({ value }) => value);
    return own ? (percentile(own, 0.5) ?? null) : null;
  });
  return { count: values.length, p50, p95, series };
}
