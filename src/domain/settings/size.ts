import { scheduleSchema } from './schedule.ts';
import { list, seconds, whole } from './schema.ts';
import { setting } from './setting.ts';

const onEc2 = ['docker-autoscaler', 'docker-machine'] as const;

/** How many jobs and executors, and when. */
export const sizeSettings = {
  concurrency: setting({
    flag: 'concurrency',
    help: 'jobs at the same time, each on an executor of its own',
    schema: whole(1, 1000),
    default: 4,
    question: 'How many jobs at the same time?',
    parameter: 'Concurrency',
    form: 'number',
  }),
  maxExecutors: setting({
    flag: 'max-executors',
    help: 'executors at the same time, ending ones included (a quarter more than jobs)',
    schema: whole(1, 1000),
    parameter: 'MaxExecutors',
    form: 'number',
    kinds: onEc2,
  }),
  idle: setting({
    flag: 'idle',
    help: 'executors kept ready while no job waits',
    schema: whole(0, 1000),
    default: 0,
    question: 'How many executors should wait idle? (0: none, pay only for jobs)',
    parameter: 'IdleCount',
    form: 'number',
    kinds: onEc2,
  }),
  idleTime: setting({
    flag: 'idle-time',
    help: 'how long an executor may wait idle before it is ended, such as 20m',
    schema: seconds(60, 86_400),
    default: 1200,
    parameter: 'IdleSeconds',
    form: 'text',
    kinds: onEc2,
  }),
  schedules: setting({
    flag: 'schedule',
    help: 'another idle count at certain times, CRON=IDLE[:TIME][@ZONE]; repeat for several, the last that matches wins',
    schema: list(scheduleSchema, ';'),
    default: [],
    parameter: 'Schedules',
    form: 'list',
    separator: ';',
    kinds: onEc2,
  }),
} as const;

/** Room for executors that are just ending, which the runner counts too: a quarter more than jobs, two at least. */
export const executorsFor = (concurrency: number): number =>
  Math.min(1000, concurrency + Math.max(2, Math.ceil(concurrency / 4)));
