import type { EndpointPlan } from '../network/endpoint-plan.ts';
import type { Reach } from '../network/result.ts';
import type { ParameterValue } from './stack.ts';

/** What a deploy would do, before anything is changed: shown, confirmed, then executed as it is. */
export interface Plan {
  action: 'create' | 'update' | 'none';
  stackName: string;
  region: string;
  account: string;
  /** Parameters that differ from the stack's; secrets as `(secret)`. */
  changes: readonly { parameter: string; from?: string; to: string }[];
  /** What the change set will be given. */
  parameters: Readonly<Record<string, ParameterValue>>;
  resources: readonly { logicalId: string; type: string }[];
  /** Runner to be made in GitLab, when no token was given. */
  newRunner?: {
    url: string;
    description: string;
    tags: readonly string[];
    runUntagged: boolean;
    scope: string;
  };
  /** A runner whose token GitLab makes anew; the old one is dead from then on. */
  resetsToken?: { runnerId: number; url: string };
  /** VPC endpoints that are made first, in a stack of their own. */
  endpoints?: EndpointPlan;
  reach?: Reach;
  cost?: MonthlyCost;
  warnings: readonly string[];
}

/** US dollars: what runs always per month, and what one executor costs per hour while a job runs. */
export interface MonthlyCost {
  managerPerMonth: number;
  executorPerHour?: number;
  pricesDated: string;
}
