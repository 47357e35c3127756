import { Cron } from 'croner';
import type { Idle, IdlePeriod } from './idle-policy.ts';

/** A period as config.toml writes it: cron expressions (with docker-machine seconds and year too) in a time zone. */
export function cronPeriod(expressions: readonly string[], zone: string, idle: Idle): IdlePeriod {
  const crons = expressions.map((written) => new Cron(written, { paused: true, timezone: zone }));
  return { ...idle, holds: (time) => crons.some((cron) => cron.match(new Date(time))) };
}
