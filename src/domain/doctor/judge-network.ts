import { offeringIssues } from '../fleet/offering.ts';
import { capacityIssues } from '../network/capacity.ts';
import type { Finding, Reachability } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import { worstOf } from '../network/verdict.ts';
import { executorsFor } from '../settings/size.ts';
import { settingsFromParameters } from '../settings/stored.ts';
import type { Stack } from '../stack/stack.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth, whatIs } from './fact.ts';
import type { Facts } from './facts.ts';

/** Every path the runner needs, as the analyser sees it. */
export const reachability = ({ reach }: Pick<Facts, 'reach'>): Verdict => judged(reach, reachVerdict);

function reachVerdict({ verdict, paths }: Reachability): Verdict {
  const worst = worstOf(paths);
  if (worst === undefined) return skip('the stack has no path to look at', 'glfr check');
  if (verdict === 'REACHABLE') return ok(`all ${paths.length} paths are open`);
  const finding = worst.findings.find(({ severity }) => severity !== 'warning');
  const why = finding ? `: ${finding.component}: ${finding.message}` : '';
  const same = paths.filter((path) => path.verdict === worst.verdict).length;
  const text = `${same} of ${paths.length} paths ${worst.verdict}, first ${worst.purpose ?? worst.from}${why}`;
  if (verdict === 'UNKNOWN') return skip(text, 'glfr check');
  return ng(text, fixOf(finding) ?? 'glfr check');
}

const fixOf = (finding: Finding | undefined): string | undefined =>
  finding?.fix?.command ?? finding?.fix?.text;

/** Free addresses of the subnets, against all there may be. */
export const addresses = (facts: Pick<Facts, 'stack' | 'snapshot' | 'executors'>): Verdict =>
  judgedBoth(facts.stack, facts.snapshot, (stack, snapshot) => {
    const sizes = sizesOf(stack);
    const inUse = 1 + (whatIs(facts.executors)?.length ?? 0);
    if (sizes.subnets.length === 0) return skip('the stack does not say which subnets it has');
    const [issue] = capacityIssues(sizes, snapshot, inUse);
    if (issue) return ng(issue.problem, 'glfr scale --concurrency N');
    const count = sizes.subnets.length;
    return ok(`${freeIn(snapshot, sizes.subnets)} free in ${count} subnet${count === 1 ? '' : 's'}`);
  });

function sizesOf({ parameters }: Stack) {
  const {
    subnets = [],
    concurrency = 0,
    executor = 'docker-autoscaler',
    ...draft
  } = settingsFromParameters(parameters);
  return { subnets, concurrency, executor, maxExecutors: draft.maxExecutors ?? executorsFor(concurrency) };
}

const freeIn = ({ subnets }: NetworkSnapshot, chosen: readonly string[]): number =>
  subnets.filter(({ id }) => chosen.includes(id)).reduce((sum, { freeAddresses }) => sum + freeAddresses, 0);

/** Do the zones of the subnets have the instance types? */
export const offerings = (facts: Pick<Facts, 'stack' | 'snapshot' | 'offerings'>): Verdict =>
  judged(facts.stack, ({ parameters }) => {
    const {
      subnets = [],
      instanceTypes = [],
      architecture = 'auto',
      vcpus,
    } = settingsFromParameters(parameters);
    if (parameters.Executor === 'fargate') return ok('Fargate needs no instance types');
    if (vcpus) return ok(`every type with ${vcpus} vCPUs may be used`);
    return judgedBoth(facts.snapshot, facts.offerings, (snapshot, found) => {
      const issues = offeringIssues({ subnets, instanceTypes, architecture }, snapshot, found);
      if (issues.length === 0) return ok(`every zone has ${instanceTypes.join(' or ')}`);
      return ng(issues.map(({ problem }) => problem).join('; '), 'glfr deploy --instance-type TYPE');
    });
  });
