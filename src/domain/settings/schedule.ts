import { Cron } from 'croner';
import * as z from 'zod';

/** Another idle count at certain times. */
export interface Schedule {
  /** Five fields, as unix cron has them. */
  cron: string;
  idle: number;
  idleSeconds: number;
  zone: string;
}

const form =
  /^(?<cron>[^"\\;=:@]+?)\s*=\s*(?<idle>\d+)(?::(?<time>\d+)(?<unit>[smh]?))?(?:@(?<zone>[A-Za-z0-9_+/-]+))?$/;
const says = "CRON=IDLE[:TIME][@ZONE], such as '* 7-18 * * mon-fri=5:30m@Europe/Berlin'";
const secondsIn: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600 };

/** One schedule as written; a problem in words where it is none. */
export function parseSchedule(written: string): Schedule | { problem: string } {
  const { cron = '', idle = '', time, unit = '', zone = 'UTC' } = form.exec(written.trim())?.groups ?? {};
  if (idle === '') return { problem: says };
  const idleSeconds = time === undefined ? 1200 : Number(time) * (secondsIn[unit] ?? 1);
  const problem =
    cronProblem(cron) ??
    zoneProblem(zone) ??
    (Number(idle) > 1000 ? `${idle} is more than 1000 idle executors` : undefined) ??
    (idleSeconds < 60 || idleSeconds > 86_400 ? 'an idle time is from 60s to 24h' : undefined);
  return problem ? { problem } : { cron, idle: Number(idle), idleSeconds, zone };
}

function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5)
    return `"${cron}" has ${fields} fields, and a period has five: minute hour day month weekday`;
  try {
    new Cron(cron, { paused: true });
    return undefined;
  } catch (error) {
    return `"${cron}" is no period: ${(error as Error).message.replace(/^CronPattern: /, '')}`;
  }
}

function zoneProblem(zone: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return `there is no time zone ${zone}`;
  }
}

/** In the one form that the stack keeps: seconds and zone always said. */
export const scheduleText = ({ cron, idle, idleSeconds, zone }: Schedule): string =>
  `${cron}=${idle}:${idleSeconds}@${zone}`;

/** Takes what a person writes, gives what the stack keeps. */
export const scheduleSchema = z.string(says).transform((written, context) => {
  const schedule = parseSchedule(written);
  if (!('problem' in schedule)) return scheduleText(schedule);
  context.addIssue({ code: 'custom', message: schedule.problem });
  return z.NEVER;
});
