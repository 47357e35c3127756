import { clockTime } from '../clock-time.ts';
import { elapsed, twoDigits } from '../duration.ts';
import type { TimestampForm } from './style.ts';

interface Options {
  utc: boolean;
  now: () => number;
}

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
        const day = dayOf(new Date(time), utc);
        return day === today ? clockTime(time, utc) : `${day} ${clockTime(time, utc)}`;
      };
    }
  }
}

const dayOf = (date: Date, utc: boolean): string =>
  utc
    ? `${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`
    : `${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
