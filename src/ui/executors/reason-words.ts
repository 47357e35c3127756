import type { Reason } from '../../domain/fleet/executor-row.ts';
import { duration } from '../duration.ts';

const words: Readonly<Record<Reason['code'], (time: string) => string>> = {
  'manager-exited': (time) => `its manager exited ${time} ago and none followed`,
  'not-named': (time) => `no line of the log names it since its launch ${time} ago`,
  'not-named-since-restart': (time) => `no line names it since the manager's start ${time} ago`,
  'slow-start': (time) => `pending for ${time}`,
  'slow-boot': (time) => `the manager waits for it for ${time}`,
  'slow-removal': (time) => `given up ${time} ago, and it still runs`,
  'slow-end': (time) => `shutting down for ${time}`,
};

/** Why a state was given, in a few words. `now` in epoch milliseconds. */
export const reasonWords = ({ code, sinceAt }: Reason, now: number): string =>
  words[code](duration((now - sinceAt) / 1000));
