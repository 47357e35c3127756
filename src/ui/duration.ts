export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Seconds as people read them: `42s`, `1m05s`, `2h07m`, `3d04h`. Never negative: clocks differ. */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3600),
    Math.floor(total / 60),
  ];
  if (minutes === 0) return `${total}s`;
  if (hours === 0) return `${minutes}m${twoDigits(total % 60)}s`;
  if (days === 0) return `${hours}h${twoDigits(minutes % 60)}m`;
  return `${days}d${twoDigits(hours % 24)}h`;
}

/** Time between two moments in epoch milliseconds. */
export const elapsed = (from: number, to: number): string => duration((to - from) / 1000);
