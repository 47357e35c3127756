import { levels, parseLevel } from '../../domain/logs/level.ts';
import { Selection, type Wanted } from '../../domain/logs/selection.ts';
import { searchText } from '../../ui/logs/format.ts';
import type { LogFormat, LogStyle, TimestampForm } from '../../ui/logs/style.ts';
import type { LogsFlags } from './flags.ts';
import { highlighterOf, matcherOf } from './patterns.ts';
import { refuse } from './refuse.ts';

interface Screen {
  isTty: boolean;
  columns?: () => number;
  colour: boolean;
  now: () => number;
}

/** What of the log is shown, and how. */
export interface Choice {
  style: LogStyle;
  newSelection: () => Selection;
}

/** Errors: `level.invalid`, `output.ambiguous`, `pattern.invalid`, `task.invalid` (2). */
export function choiceOf(flags: LogsFlags, screen: Screen): Choice {
  if (flags.json && (flags.output ?? 'json') !== 'json')
    throw refuse('output.ambiguous', `--json and --output ${flags.output} contradict each other.`, '-o json');
  const format = (flags.json ? 'json' : flags.output) as LogFormat | undefined;
  const timestamps = flags.timestamps as TimestampForm | undefined;
  const isForPeople = format === 'pretty' || format === 'short' || (format === undefined && screen.isTty);
  if (flags.task !== undefined && !/^(arn:aws[\w:/-]*\/)?[0-9a-f]{4,32}$/.test(flags.task))
    throw refuse(
      'task.invalid',
      `--task ${flags.task} is no task id.`,
      'glfr logs --previous',
      'glfr status',
    );
  const wanted: Wanted = {
    ...{ level: levelOf(flags.level), job: flags.job, executor: flags.executor },
    ...{ project: flags.project?.replace(/^\/|\/$/g, ''), noise: flags.noise ?? !isForPeople },
    ...{ matches: matcherOf(flags, searchText), context: flags.context ?? 0 },
  };
  return {
    style: { format, timestamps, utc: flags.utc, ...screen, highlight: highlighterOf(flags) },
    newSelection: () => new Selection(wanted),
  };
}

function levelOf(text: string | undefined) {
  const level = text === undefined ? undefined : parseLevel(text);
  if (text !== undefined && level === undefined)
    throw refuse('level.invalid', `--level ${text} is no level.`, `--level ${levels.join('|')}`);
  return level;
}
