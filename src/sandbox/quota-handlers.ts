import type {
  GetAWSDefaultServiceQuotaCommandInput,
  GetAWSDefaultServiceQuotaCommandOutput,
  GetServiceQuotaCommandInput,
  GetServiceQuotaCommandOutput,
} from '@aws-sdk/client-service-quotas';
import { awsError } from './aws-error.ts';
import { type Handlers, type Request, reads } from './handler.ts';
import type { World } from './world.ts';

type Values = Readonly<Record<string, number>>;

/** vCPUs that the account was granted; of Fargate it has what AWS gives everyone. */
const granted: Values = { 'ec2:L-1216C47A': 640, 'ec2:L-34B43A08': 640 };
const defaults: Values = {
  ...{ 'ec2:L-1216C47A': 5, 'ec2:L-34B43A08': 5 },
  ...{ 'fargate:L-3032A538': 4000, 'fargate:L-36FBB829': 4000 },
};
const low = 1;

type Input = GetServiceQuotaCommandInput | GetAWSDefaultServiceQuotaCommandInput;

const answer =
  (values: Values) =>
  (_world: World, { ServiceCode, QuotaCode }: Input, { faults }: Request) => {
    const value = values[`${ServiceCode}:${QuotaCode}`];
    if (value === undefined) throw awsError('NoSuchResourceException', 'The request failed.');
    const Value = faults.includes('low-quotas') ? low : value;
    return { Quota: { ServiceCode, QuotaCode, Value, Unit: 'None', Adjustable: true, GlobalQuota: false } };
  };

export const quotaHandlers: Handlers = {
  GetServiceQuota: reads<GetServiceQuotaCommandInput, GetServiceQuotaCommandOutput>(answer(granted)),
  GetAWSDefaultServiceQuota: reads<
    GetAWSDefaultServiceQuotaCommandInput,
    GetAWSDefaultServiceQuotaCommandOutput
  >(answer(defaults)),
};
