import { settingsFromParameters } from '../settings/stored.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth, whatIs } from './fact.ts';
import type { Facts, Quotas } from './facts.ts';
import { fargateNeeds, instanceNeeds, type QuotaNeed } from './quota-needs.ts';

type Known = Pick<Facts, 'stack' | 'offerings' | 'identity' | 'instanceQuotas' | 'fargateQuotas'>;

/** EC2's vCPU quotas, against the most that executors can take. */
export const vcpuQuotas = ({ stack, offerings, identity, instanceQuotas }: Known): Verdict =>
  judged(stack, ({ parameters }) => {
    const settings = settingsFromParameters(parameters);
    if (settings.executor === 'fargate') return ok('this kind has no instances');
    return judgedBoth(offerings, instanceQuotas, (types, quotas) => {
      const needs = instanceNeeds(settings, types);
      if (typeof needs === 'string') return skip(needs);
      return judgeNeeds('executors', needs, quotas, identity);
    });
  });

/** Fargate's quotas, against the manager and, where they are tasks, executors. */
export const fargateQuota = ({ stack, identity, fargateQuotas }: Known): Verdict =>
  judgedBoth(stack, fargateQuotas, ({ parameters }, quotas) => {
    const settings = settingsFromParameters(parameters);
    const who = settings.executor === 'fargate' ? 'manager and executors' : 'the manager';
    return judgeNeeds(who, fargateNeeds(settings), quotas, identity);
  });

/** Quotas are the whole account's in the region: what others use of them is not looked at. */
function judgeNeeds(
  who: string,
  needs: readonly QuotaNeed[],
  quotas: Quotas,
  identity: Known['identity'],
): Verdict {
  const short = needs.filter(({ code, vcpus }) => (quotas[code] ?? Number.POSITIVE_INFINITY) < vcpus);
  const said = (some: readonly QuotaNeed[]) => some.map((need) => inWords(need, quotas)).join(', ');
  if (short.length > 0) {
    const caller = whatIs(identity);
    const region = caller && 'region' in caller ? ` --region ${caller.region}` : '';
    return ng(`${who} can take ${said(short)}`, short.map((need) => raise(need, region)).join(' && '));
  }
  const unread = needs.find(({ code }) => quotas[code] === undefined);
  if (unread)
    return skip(`Service Quotas has no ${unread.code} here, of which ${who} can take ${unread.vcpus} vCPUs`);
  return ok(`${who} can take ${said(needs)}`);
}

const marketWords = { onDemand: 'on demand', spot: 'on spot' };

const inWords = ({ market, vcpus, code }: QuotaNeed, quotas: Quotas): string =>
  `${vcpus} vCPUs ${marketWords[market]}, and the account has ${quotas[code]} here`;

const raise = ({ service, code, vcpus }: QuotaNeed, region: string): string =>
  `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(vcpus)}${region}`;
