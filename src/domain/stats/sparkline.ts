const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One character a value, from nought to the highest; `·` where there is none. */
export function sparkline(series: readonly (number | null)[]): string {
  const highest = Math.max(0, ...series.map((value) => value ?? 0));
  return series
    .map((value) => {
      if (value === null) return '·';
      const level = highest === 0 ? 0 : Math.round((value / highest) * (bars.length - 1));
      return bars[Math.min(bars.length - 1, Math.max(0, level))];
    })
    .join('');
}
