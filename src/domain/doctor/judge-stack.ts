import { versionTag } from '../stack/make-plan.ts';
import { stackState } from '../stack/status.ts';
import { compareVersions } from '../version.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth } from './fact.ts';
import type { Facts } from './facts.ts';

/** Is the stack where it should be? */
export const stackStatus = ({ stack }: Pick<Facts, 'stack'>): Verdict =>
  judged(stack, ({ name, status, statusReason }) => {
    const said = `${name} is ${status}${statusReason ? `: ${statusReason}` : ''}`;
    const state = stackState(status);
    if (state === 'ready') return ok(said);
    if (state === 'working') return ok(`${said}, so that much of this changes`);
    if (state === 'rolled-back') return ok(`${said}; its last update was taken back, and it is as before`);
    if (state === 'dead') return ng(said, 'glfr destroy, then glfr init');
    return ng(said, 'glfr status');
  });

/** Was the stack made by this glfr's template? */
export const templateVersion = ({ stack, version }: Pick<Facts, 'stack' | 'version'>): Verdict =>
  judged(stack, ({ tags }) => {
    const made = tags[versionTag];
    if (!made) return skip(`the stack has no tag ${versionTag}: other tools made it`, 'glfr deploy');
    const order = compareVersions(made, version);
    if (order === undefined)
      return skip(`its tag ${versionTag} is ${made}, which is no version`, 'glfr deploy');
    if (order < 0) return ng(`made by glfr ${made}, and this is ${version}`, 'glfr deploy');
    if (order > 0)
      return ng(`made by glfr ${made}, which is newer than this ${version}`, 'npm install --global glfr');
    return ok(`made by this glfr, ${version}`);
  });

/** Has anything been changed by other hands? */
export const drift = (facts: Pick<Facts, 'stack' | 'drift'>): Verdict =>
  judgedBoth(facts.drift, facts.stack, ({ isInSync, drifted }, { name }) =>
    isInSync
      ? ok('everything is as the stack says')
      : ng(
          `changed by other hands: ${drifted.join(', ')}`,
          `aws cloudformation describe-stack-resource-drifts --stack-name ${name}`,
        ),
  );
