import { tokenProblem, tokenWarnings } from '../gitlab/token-verdict.ts';
import { versionParts } from '../version.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth, whatIs } from './fact.ts';
import type { Facts } from './facts.ts';

/** Does GitLab take the token that the manager has, and will it go on to? */
export const token = (facts: Pick<Facts, 'stack' | 'runner' | 'refusal' | 'now'>): Verdict =>
  judged(facts.stack, ({ name, parameters }) => {
    const runner = whatIs(facts.runner);
    const refusal = whatIs(facts.refusal);
    const about = {
      ...{ stackName: name, runnerId: runner?.id ?? Number(parameters.RunnerId ?? 0) },
      ...{ expiresAt: runner?.tokenExpiresAt, refusedAt: typeof refusal === 'number' ? refusal : undefined },
    };
    const problem = tokenProblem(about, facts.now);
    if (problem) return ng(unstopped(problem.message), problem.suggestions[0] ?? 'glfr runner check');
    const [expiring] = tokenWarnings(about, facts.now);
    if (expiring) return ng(expiring.text, expiring.next);
    return judged(facts.refusal, () => ok("the manager's log has no refusal"));
  });

const unstopped = (sentence: string): string => sentence.replace(/\.$/, '');

/** Does GitLab give the runner jobs? */
export const runner = (facts: Pick<Facts, 'stack' | 'runner' | 'now'>): Verdict =>
  judgedBoth(facts.stack, facts.runner, ({ name, parameters }, found) => {
    if (!found)
      return ng(
        `GitLab has no runner #${parameters.RunnerId} any more; the manager gets no jobs`,
        `glfr destroy --stack ${name}, then glfr init`,
      );
    const { id, paused, online } = found;
    const warnings = tokenWarnings({ stackName: name, runnerId: id, paused, online }, facts.now);
    const [first] = warnings;
    if (first) return ng(warnings.map(({ text }) => text).join('; '), first.next);
    return ok(`runner #${id} is online and not paused`);
  });

/** GitLab keeps runner and server of one major version working together. */
export const runnerVersion = (facts: Pick<Facts, 'managers' | 'gitlabVersion'>): Verdict =>
  judgedBoth(facts.gitlabVersion, facts.managers, (gitlab, managers) => {
    const current = managers.toSorted((a, b) => (b.contactedAt ?? 0) - (a.contactedAt ?? 0));
    const version = current.find((one) => one.version)?.version;
    const [server, own] = [versionParts(gitlab), versionParts(version ?? '')];
    if (!server || !own || version === undefined)
      return skip(`GitLab ${gitlab} does not tell the manager's version`, 'glfr runner show');
    const both = `gitlab-runner ${version} with GitLab ${gitlab}`;
    if (own[0] === server[0]) return ok(both);
    return ng(
      `${both}: ${own[0] < server[0] ? 'the runner is a major version behind' : 'the runner is newer by a major version'}`,
      `glfr deploy --manager-image IMAGE, with a gitlab-runner ${server[0]}.${server[1]}`,
    );
  });
