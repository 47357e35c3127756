import { monthlyCost, type PriceTable } from '../fleet/cost.ts';
import type { EndpointPlan } from '../network/endpoint-plan.ts';
import type { Reach } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import { type Settings, settingKeys, settings } from '../settings/declaration.ts';
import { settingOf, valueText } from '../settings/stored.ts';
import type { Plan } from './plan.ts';
import { planParameters, usesPublicIp } from './plan-parameters.ts';
import type { ParameterValue, Stack } from './stack.ts';
import { activeResources, parseTemplate } from './template.ts';

/** Stack tag with the version of glfr whose template made it. */
export const versionTag = 'glfr:version';

export interface PlanInput {
  stackName: string;
  region: string;
  account: string;
  settings: Settings;
  snapshot: NetworkSnapshot;
  existing?: Stack | undefined;
  template: string;
  version: string;
  prices: PriceTable;
  reach?: Reach | undefined;
  /** The runner's token: one in hand, one that GitLab will give for a new runner, or the stack's own. */
  token: 'given' | 'create' | 'keep';
  runnerId?: number | undefined;
  endpoints?: EndpointPlan | undefined;
}

/** What a deploy would do, from facts alone; nothing is called. */
export function makePlan(input: PlanInput): Plan {
  const { settings, existing } = input;
  const template = parseTemplate(input.template);
  const values = planParameters(template, input);
  const changes = changesOf(values, input);
  const parameters: Record<string, ParameterValue> = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value }]),
  );
  if (input.token === 'keep') {
    parameters.RunnerToken = { keep: true };
    if (existing?.parameters.TokenSetAt !== undefined) parameters.TokenSetAt = { keep: true };
  }
  const publicIp = usesPublicIp(input.snapshot, settings.subnets);
  const cost = monthlyCost(input.prices, settings, { publicIp });
  return {
    action: !existing ? 'create' : changes.length > 0 || isOtherVersion(input) ? 'update' : 'none',
    stackName: input.stackName,
    region: input.region,
    account: input.account,
    changes,
    parameters,
    resources: activeResources(template, { ...values, RunnerToken: '' }).map(({ logicalId, type }) => ({
      logicalId,
      type,
    })),
    ...(input.token === 'create' && { newRunner: newRunner(input) }),
    ...(input.endpoints && { endpoints: input.endpoints }),
    ...(input.reach && { reach: input.reach }),
    ...(cost && { cost }),
    warnings: warnings(input),
  };
}

function changesOf(values: Record<string, string>, { existing, token }: PlanInput): Plan['changes'] {
  const changes = Object.entries(values).flatMap(([parameter, to]) => {
    const from = existing?.parameters[parameter];
    if (from === to || (!existing && isUnspoken(parameter, to))) return [];
    return [{ parameter, ...(from !== undefined && { from }), to }];
  });
  return token === 'keep' ? changes : [...changes, { parameter: 'RunnerToken', to: '(secret)' }];
}

/** On a new stack, defaults nobody is asked about are not news. */
function isUnspoken(parameter: string, value: string): boolean {
  if (value === '') return true;
  const key = settingKeys.find((one) => settings[one].parameter === parameter);
  if (key === undefined) return parameter === 'MachineZone';
  const { default: fallback, question } = settingOf(key);
  return question === undefined && (fallback === undefined || valueText(key, fallback as never) === value);
}

function newRunner({ settings, stackName }: PlanInput): NonNullable<Plan['newRunner']> {
  const { gitlabUrl: url, tags, runUntagged, scope } = settings;
  return { url, description: stackName, tags, runUntagged, scope };
}

const isOtherVersion = ({ existing, version }: PlanInput): boolean => existing?.tags[versionTag] !== version;

function warnings(input: PlanInput): string[] {
  const { settings, reach, existing } = input;
  const said: string[] = [];
  if (settings.executor === 'docker-machine')
    said.push('docker-machine ends with GitLab 20.0 (May 2027); docker-autoscaler is its successor');
  if (settings.executor === 'fargate')
    said.push(
      'the Fargate driver is supported by its community: no docker-in-docker, one image for all jobs',
    );
  if (settings.idle > settings.concurrency)
    said.push('more idle executors are wanted than jobs may run at the same time');
  if (reach && reach.verdict !== 'REACHABLE')
    said.push(`the network check says ${reach.verdict} for ${reach.target.host}`);
  if (existing && existing.parameters.VpcId !== settings.vpc)
    said.push('another VPC replaces manager and executors: running jobs end');
  else if (existing && existing.parameters.SubnetIds !== settings.subnets.join(','))
    said.push('the Auto Scaling group replaces executors in subnets that are left out: their jobs end');
  return said;
}
