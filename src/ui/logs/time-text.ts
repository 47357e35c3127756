import { elapsed } from '../duration.ts';
import type { TimestampForm } from './style.ts';

interface Options {
  utc: boolean;
  now: () => number;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** Times of one form. The short one names the day once it is not today's. */
export function timeText(form: TimestampForm, { utc, now }: Options): (time: number) => string {
  switch (form) {
    case 'none':
      return () => '';
    case 'iso':
      return (time) => new Date(time).toISOString();
    case 'relative':
      return (time) => `${elapsed(time, now())} ago`.padStart(10);
    case 'short': {
      const today = dayOf(new Date(now()), utc);
      return (time) => {
        const date = new Date(time);
        const day = dayOf(date, utc);
        return day === today ? clockOf(date, utc) : `${day} ${clockOf(date, utc)}`;
      };
    }
  }
}

const clockOf = (date: Date, utc: boolean): string =>
  (utc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds()]
  )
    .map(two)
    .join(':');

const dayOf = (date: Date, utc: boolean): string =>
  utc
    ? `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
    : `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
