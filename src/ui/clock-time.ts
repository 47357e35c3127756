import { twoDigits } from './duration.ts';

/** The time of day of a moment in epoch milliseconds, `08:15:42`: local, or in UTC. */
export function clockTime(time: number, utc = false): string {
  const date = new Date(time);
  const parts = utc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map(twoDigits).join(':');
}
