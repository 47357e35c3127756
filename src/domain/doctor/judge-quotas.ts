import type { Offering } from '../fleet/offering.ts';
import type { Draft } from '../settings/declaration.ts';
import { executorsFor } from '../settings/size.ts';
import { settingsFromParameters } from '../settings/stored.ts';
import type { Stack } from '../stack/stack.ts';
import { skip, type Verdict } from './check.ts';
import { judged } from './fact.ts';
import type { Facts } from './facts.ts';

/** Quotas of the standard families: L-1216C47A on demand, L-34B43A08 spot; L-3032A538 for Fargate. */
const quotaOf = (service: string, code: string): string =>
  `aws service-quotas get-service-quota --service-code ${service} --quota-code ${code}`;

/** The most vCPUs that executors can take at once; `undefined` where a type's size is not known. */
export function vcpuNeed(
  settings: Draft,
  offerings: readonly Offering[],
): { onDemand: number; spot: number } | undefined {
  const { concurrency = 0, executor, onDemandBase = 0, onDemandPercent = 100 } = settings;
  const { maxExecutors = executorsFor(concurrency) } = settings;
  const most = executor === 'docker-autoscaler' ? maxExecutors : concurrency;
  const size = Math.max(0, ...offerings.map(({ vcpus = 0 }) => vcpus));
  if (size === 0) return undefined;
  const base = Math.min(most, onDemandBase);
  const onDemand = base + Math.ceil(((most - base) * onDemandPercent) / 100);
  return { onDemand: onDemand * size, spot: (most - onDemand) * size };
}

const settingsOf = ({ parameters }: Stack): Draft => settingsFromParameters(parameters);

/** EC2's vCPU quotas, against what the settings can use. */
export const vcpuQuotas = ({ stack, offerings }: Pick<Facts, 'stack' | 'offerings'>): Verdict =>
  judged(stack, (found) => {
    const settings = settingsOf(found);
    if (settings.executor === 'fargate')
      return skip('the quotas were not read; this kind has no instances', quotaOf('fargate', 'L-3032A538'));
    return judged(offerings, (types) => {
      const need = vcpuNeed(settings, types);
      const used = need ? `up to ${need.onDemand} vCPUs on demand and ${need.spot} on spot` : 'vCPUs';
      const code = need && need.spot > need.onDemand ? 'L-34B43A08' : 'L-1216C47A';
      return skip(`executors can use ${used}; the quotas of the account were not read`, quotaOf('ec2', code));
    });
  });

/** Fargate's quota, against manager and, where they are tasks, executors. */
export const fargateQuota = ({ stack }: Pick<Facts, 'stack'>): Verdict =>
  judged(stack, (found) => {
    const { executor, concurrency = 0, managerCpu = 512 } = settingsOf(found);
    const tasks = 1 + (executor === 'fargate' ? concurrency : 0);
    const text = `${tasks} Fargate ${tasks === 1 ? 'task' : 'tasks'} at the most, the manager's of ${managerCpu / 1024} vCPU; the quota was not read`;
    return skip(text, quotaOf('fargate', 'L-3032A538'));
  });
