import type { ExecutorPruneResult } from '../../domain/result/executor-prune.ts';
import { leftoverLines } from '../blocks/leftovers.ts';
import { bareScreen, type Screen, styleFor, type TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { wrap } from '../wrap.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';

/** Result of `glfr executors prune`. */
export function pruneLines(
  result: ExecutorPruneResult,
  screen: Screen = bareScreen,
  now = Date.now(),
): string[] {
  const style = styleFor(screen);
  const { stackName, found, removed, spared, staleManagers, dryRun, lacking, next } = result;
  return [
    ...headline(lacking.length > 0 ? '!' : '✔', verdict(result), style),
    ...leftoverLines(dryRun ? found : removed, style, now),
    ...(spared.length > 0
      ? ['', style.paint('heading', 'No longer left over, so let be'), ...leftoverLines(spared, style, now)]
      : []),
    ...managerLines(staleManagers, stackName, style),
    ...lacking.flatMap((text) => wrap(safeText(`! ${text}`), style.columns, '  ')),
    ...nextLines(next, style),
  ];
}

function verdict({ stackName, found, removed, dryRun, lacking }: ExecutorPruneResult): string {
  if (found.length === 0 && lacking.length > 0)
    return `nothing left over of ${stackName} was found, but not everything could be looked at`;
  if (found.length === 0) return `nothing is left over of ${stackName}`;
  const things = count(dryRun ? found.length : removed.length, 'thing');
  return dryRun ? `${things} of ${stackName} would be taken away` : `${things} of ${stackName} taken away`;
}

function managerLines(
  managers: ExecutorPruneResult['staleManagers'],
  stackName: string,
  style: TextStyle,
): string[] {
  if (managers.length === 0) return [];
  const ids = managers.map(({ systemId }) => systemId).join(', ');
  const text = `${count(managers.length, 'manager')} of ${stackName} in GitLab not heard of for long: ${ids}. They cost nothing; GitLab deletes one only for the runner's own token (gitlab-runner unregister).`;
  return ['', ...wrap(safeText(text), style.columns)];
}
