import { versionParts } from '../version.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth, whatIs } from './fact.ts';
import type { Facts } from './facts.ts';

const dayMs = 86_400_000;
const oldImageMs = 90 * dayMs;
/** GitLab ends its fork of Docker Machine then, with 20.0. Source: docs/executors/docker_machine.md of gitlab-runner. */
const machineEnd = { at: Date.UTC(2027, 4, 20), major: 20, noticeMs: 365 * dayMs };

/** Will GitLab still have this executor kind in a year? */
export const executorKind = (facts: Pick<Facts, 'stack' | 'gitlabVersion' | 'now'>): Verdict =>
  judged(facts.stack, ({ parameters: { Executor: kind = '' } }) => {
    if (kind !== 'docker-machine') return ok(`${kind}, which GitLab goes on with`);
    const [major = 0] = versionParts(whatIs(facts.gitlabVersion) ?? '') ?? [];
    const days = Math.ceil((machineEnd.at - facts.now) / dayMs);
    const until = days > 0 ? `in ${days} days` : 'over';
    const text = `docker-machine goes with GitLab 20.0, 20 May 2027: ${until}`;
    if (major < machineEnd.major && machineEnd.at - facts.now > machineEnd.noticeMs) return ok(text);
    return ng(text, 'glfr deploy --executor docker-autoscaler');
  });

/** Auto Scaling evens the zones out by ending executors, with their jobs. */
export const zoneBalance = (facts: Pick<Facts, 'executorGroup'>): Verdict =>
  judged(facts.executorGroup, (group) => {
    if (!group) return ok('this kind has no Auto Scaling group');
    if (group.suspended.includes('AZRebalance')) return ok('AZRebalance is suspended');
    return ng(
      'AZRebalance is not suspended: Auto Scaling may end executors that run jobs',
      `aws autoscaling suspend-processes --auto-scaling-group-name ${group.name} --scaling-processes AZRebalance`,
    );
  });

/** An old image lacks the fixes since, and is taken away by its owner one day. */
export const imageAge = (facts: Pick<Facts, 'stack' | 'image' | 'now'>): Verdict =>
  judgedBoth(facts.stack, facts.image, ({ parameters }, image) => {
    if (!image) return ok('this kind has no machine image');
    if (image.id.startsWith('resolve:')) return ok('looked up at each launch, so it is the newest');
    const fix = parameters.Ami ? 'glfr deploy --ami AMI, with a newer one' : 'glfr deploy';
    if (image.isGone) return ng(`${image.id} is not there any more: no executor can start`, fix);
    if (image.createdAt === undefined) return skip(`EC2 does not say how old ${image.id} is`);
    const days = Math.floor((facts.now - image.createdAt) / dayMs);
    const text = `${image.id} is ${days} days old`;
    return facts.now - image.createdAt > oldImageMs ? ng(text, fix) : ok(text);
  });

/** Executors that no manager knows cost money and do nothing. */
export const orphans = ({ executors }: Pick<Facts, 'executors'>): Verdict =>
  judged(executors, (rows) => {
    const ids = rows.filter(({ state }) => state === 'orphan').map(({ id }) => id);
    if (ids.length === 0) return ok(`none among ${rows.length} executors`);
    return ng(`the manager does not know ${ids.join(', ')}`, 'glfr executors prune');
  });
