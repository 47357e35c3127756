import { Flags } from '@oclif/core';
import { logFormats, timestampForms } from '../../ui/logs/style.ts';
import { commonFlags, filled } from '../flags.ts';

/** What is read of the log, and for how long. */
const readingFlags = {
  follow: Flags.boolean({ char: 'f', description: 'go on with new lines until Ctrl-C', env: 'GLFR_FOLLOW' }),
  since: Flags.string({
    char: 's',
    description: 'from then on: 90s, 1h30m, "2 hours ago", 08:15, 2026-11-23T08:00, epoch (default: 10m)',
    env: 'GLFR_SINCE',
  }),
  until: Flags.string({ description: 'up to and including then', env: 'GLFR_UNTIL' }),
  lines: Flags.integer({
    char: 'n',
    description: 'the last so many lines, whenever they were written (0 with -f: only new ones)',
    env: 'GLFR_LINES',
    min: 0,
    max: 100_000,
  }),
  task: Flags.string({ description: "one manager's log, by its task id or the beginning", env: 'GLFR_TASK' }),
  previous: Flags.boolean({
    description: 'the log of the manager before this one',
    env: 'GLFR_PREVIOUS',
    exclusive: ['task'],
  }),
  live: Flags.boolean({
    description: "CloudWatch's Live Tail as well: lines come sooner (costs by the minute)",
    env: 'GLFR_LIVE',
    dependsOn: ['follow'],
  }),
  'exit-when-stopped': Flags.boolean({
    description: "end when the manager's task has stopped",
    env: 'GLFR_EXIT_WHEN_STOPPED',
    dependsOn: ['follow'],
  }),
  timeout: Flags.string({
    description: 'end following after this: 90s, 10m; a bare number is minutes',
    env: 'GLFR_LOGS_TIMEOUT',
    dependsOn: ['follow'],
  }),
};

/** Which lines are shown. */
const choosingFlags = {
  filter: Flags.string({
    description: "CloudWatch's filter pattern, applied by AWS",
    env: 'GLFR_FILTER',
    parse: filled,
  }),
  grep: Flags.string({
    char: 'g',
    description: 'only lines that match this regular expression; several: any of them',
    env: 'GLFR_GREP',
    parse: filled,
    multiple: true,
    multipleNonGreedy: true,
  }),
  exclude: Flags.string({
    char: 'v',
    description: 'no lines that match this one',
    env: 'GLFR_EXCLUDE',
    parse: filled,
    multiple: true,
    multipleNonGreedy: true,
  }),
  'ignore-case': Flags.boolean({
    char: 'i',
    description: 'capitals match small letters',
    env: 'GLFR_IGNORE_CASE',
  }),
  context: Flags.integer({
    char: 'C',
    description: 'so many lines around each match',
    env: 'GLFR_CONTEXT',
    relationships: [{ type: 'some', flags: ['grep', 'exclude'] }],
    min: 0,
    max: 1000,
  }),
  level: Flags.string({ description: 'this level and graver: info, warn, error …', env: 'GLFR_LEVEL' }),
  job: Flags.string({ description: 'about this job: its number, or its address in GitLab', env: 'GLFR_JOB' }),
  executor: Flags.string({
    description: 'about this executor: instance id or machine name, or the beginning',
    env: 'GLFR_LOGS_EXECUTOR',
    parse: filled,
  }),
  project: Flags.string({
    description: 'about jobs of this project or group',
    env: 'GLFR_PROJECT',
    parse: filled,
  }),
  noise: Flags.boolean({
    description: 'routine lines too, or --no-noise (default: left out for people only)',
    env: 'GLFR_NOISE',
    allowNo: true,
  }),
};

/** How they are shown. */
const showingFlags = {
  output: Flags.string({
    char: 'o',
    description: 'form of a line (default: pretty on a terminal; in a pipe time and message)',
    env: 'GLFR_OUTPUT',
    options: logFormats,
  }),
  timestamps: Flags.string({
    char: 't',
    description: 'form of the time',
    env: 'GLFR_TIMESTAMPS',
    options: timestampForms,
  }),
  utc: Flags.boolean({ description: 'times in UTC, those you type as well', env: 'GLFR_UTC' }),
  highlight: Flags.string({
    char: 'H',
    description: 'mark what matches, and leave nothing out',
    env: 'GLFR_HIGHLIGHT',
    parse: filled,
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const logsFlags = { ...readingFlags, ...choosingFlags, ...showingFlags, ...commonFlags };

/** Values of the flags, as far as `glfr logs` is about them. */
export interface LogsFlags {
  follow: boolean;
  since?: string | undefined;
  until?: string | undefined;
  lines?: number | undefined;
  task?: string | undefined;
  previous: boolean;
  live: boolean;
  'exit-when-stopped': boolean;
  timeout?: string | undefined;
  filter?: string | undefined;
  grep?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  'ignore-case': boolean;
  context?: number | undefined;
  level?: string | undefined;
  job?: number | undefined;
  executor?: string | undefined;
  project?: string | undefined;
  noise?: boolean | undefined;
  output?: string | undefined;
  timestamps?: string | undefined;
  utc: boolean;
  highlight?: readonly string[] | undefined;
  json?: boolean | undefined;
}
