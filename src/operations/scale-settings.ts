import { complete } from '../domain/settings/complete.ts';
import { settingOf, settingsFromParameters, valueText } from '../domain/settings/stored.ts';
import { type ScaleSettings, scaleKeys } from '../domain/stack/scale-plan.ts';
import { locate } from './locate.ts';
import type { StackPort } from './ports.ts';

/** What `scale` may change as it is now, and as a command to paste back; what only follows is left out of it. */
export async function scaleSettings(
  stackName: string | undefined,
  stacks: StackPort,
): Promise<{ stackName: string; command: string } & ScaleSettings> {
  const { name, parameters } = await locate(stackName, stacks);
  const stored = settingsFromParameters(parameters);
  const settings = complete(stored);
  const { concurrency, maxExecutors, idle, idleTime, schedules } = settings;
  const flags = scaleKeys.flatMap((key) => {
    const text = stored[key] === undefined ? '' : valueText(key, stored[key]);
    return text === '' ? [] : [`--${settingOf(key).flag} ${quoted(text)}`];
  });
  const command = `glfr scale --stack ${name} ${flags.join(' ')}`;
  return { stackName: name, concurrency, maxExecutors, idle, idleTime, schedules, command };
}

const quoted = (text: string): string => (/^[\w.:/@-]+$/.test(text) ? text : `'${text}'`);
