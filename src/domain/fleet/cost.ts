import type { Settings } from '../settings/declaration.ts';
import type { MonthlyCost } from '../stack/plan.ts';
import type { Instance } from './instance.ts';

/** What things cost in one region, in US dollars, on a day. The bundled one is assets/prices.json. */
export interface PriceTable {
  /** ISO date of the oldest price that matters. */
  dated: string;
  region: string;
  currency: 'USD';
  hoursPerMonth: number;
  /** Linux on demand, per hour, by instance type. */
  instances: Readonly<Record<string, number>>;
  /** Share that a spot instance saves on average, by type. */
  spotSaving: Readonly<Record<string, number>>;
  fargate: Readonly<Record<Architecture, { vcpuHour: number; gbHour: number }>>;
  publicIpv4Hour: number;
  natGatewayHour: number;
  natGatewayGb: number;
  gp3GbMonth: number;
  logsIngestedGb: number;
  logsStoredGbMonth: number;
  sources: Readonly<Record<string, string>>;
}

type Architecture = 'x86_64' | 'arm64';

/** EC2 bills an instance for a minute at least. */
const SHORTEST_BILLED_SECONDS = 60;

/** US dollars an executor costs while it exists; `undefined` for a type (or a spot price) that is not in the table. */
export function executorHourlyCost(
  prices: PriceTable,
  { type, lifecycle, publicIp = false }: Pick<Instance, 'type' | 'lifecycle'> & { publicIp?: boolean },
  diskGb = 0,
): number | undefined {
  const onDemand = prices.instances[type];
  const saving = lifecycle === 'spot' ? prices.spotSaving[type] : 0;
  if (onDemand === undefined || saving === undefined) return undefined;
  const address = publicIp ? prices.publicIpv4Hour : 0;
  return onDemand * (1 - saving) + address + (diskGb * prices.gp3GbMonth) / prices.hoursPerMonth;
}

/** US dollars one executor has cost in so many seconds of life. */
export function executorCost(hourly: number | undefined, lifeSeconds: number): number | undefined {
  return hourly === undefined ? undefined : (hourly * Math.max(lifeSeconds, SHORTEST_BILLED_SECONDS)) / 3600;
}

/** The manager's Fargate task. `cpu` in CPU units (1024 a vCPU), `memoryMib`. */
export interface ManagerSize {
  cpu: number;
  memoryMib: number;
  architecture: Architecture;
  publicIp: boolean;
}

/** US dollars per month for a manager that always runs. */
export function managerMonthlyCost(prices: PriceTable, size: ManagerSize): number {
  const { vcpuHour, gbHour } = prices.fargate[size.architecture];
  const address = size.publicIp ? prices.publicIpv4Hour : 0;
  return ((size.cpu / 1024) * vcpuHour + (size.memoryMib / 1024) * gbHour + address) * prices.hoursPerMonth;
}

/** What a deployment with these settings costs; the executor's price is that of its first type, where it is known. */
export function monthlyCost(
  prices: PriceTable,
  settings: Pick<
    Settings,
    | 'managerCpu'
    | 'managerMemory'
    | 'managerArchitecture'
    | 'instanceTypes'
    | 'disk'
    | 'executor'
    | 'onDemandPercent'
  >,
  { publicIp = false }: { publicIp?: boolean } = {},
): MonthlyCost {
  const { managerCpu: cpu, managerMemory: memoryMib, managerArchitecture: architecture, disk } = settings;
  const [type = ''] = settings.instanceTypes;
  const lifecycle = settings.onDemandPercent === 0 ? 'spot' : 'on-demand';
  const isOnEc2 = settings.executor !== 'fargate';
  const hourly = isOnEc2 ? executorHourlyCost(prices, { type, lifecycle, publicIp }, disk) : undefined;
  return {
    managerPerMonth: managerMonthlyCost(prices, { cpu, memoryMib, architecture, publicIp }),
    ...(hourly !== undefined && { executorPerHour: hourly }),
    pricesDated: prices.dated,
  };
}
