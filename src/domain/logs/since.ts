const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * `--since` → epoch milliseconds: `90s`, `5m`, `1h30m`, `2d`, `1w` before `now`, or an ISO date or time
 * (UTC unless it says otherwise). `undefined` for anything else: never silently "now".
 */
export function parseSince(text: string, now: number): number | undefined {
  if (/^(\d+[smhdw])+$/.test(text)) {
    const parts = text.matchAll(/(\d+)([smhdw])/g);
    return (
      now - [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0)
    );
  }
  const [, date = '', clock = '00:00', zone = 'Z'] = text.match(isoTime) ?? [];
  const time = Date.parse(`${date}T${clock}${zone}`);
  return isRealDay(date) && !Number.isNaN(time) ? time : undefined;
}

/** Date.parse takes 30 February for 2 March. */
const isRealDay = (date: string): boolean =>
  new Date(Date.parse(date) || 0).toISOString().slice(0, 10) === date;
