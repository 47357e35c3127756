import { parse } from 'smol-toml';
import * as z from 'zod';
import { goDurationMs } from '../../domain/runner/go-duration.ts';
import { cronPeriod } from '../../domain/simulation/cron-period.ts';
import type { ManagerSettings } from '../../domain/simulation/settings.ts';

const count = z.number().default(0);

const autoscaler = z.object({
  plugin: z.string().default('aws'),
  max_instances: count,
  policy: z
    .array(
      z.object({
        periods: z.array(z.string()).default(['* * * * *']),
        timezone: z.string().default('UTC'),
        idle_count: count,
        idle_time: z.string().default('20m0s'),
      }),
    )
    .default([]),
});

const machine = z.object({
  IdleCount: count,
  IdleTime: count,
  MachineName: z.string().optional(),
  MaxGrowthRate: count,
  MachineOptions: z.array(z.string()).default([]),
  autoscaling: z
    .array(
      z.object({ Periods: z.array(z.string()), Timezone: z.string(), IdleCount: count, IdleTime: count }),
    )
    .default([]),
});

/** What the simulated runner reads of its config.toml, by gitlab-runner's own names. */
const schema = z.object({
  concurrent: z.number().default(1),
  shutdown_timeout: z.number().default(30),
  machine: z.object({ shutdown_drain: z.object({ enabled: z.boolean() }).optional() }).optional(),
  runners: z
    .array(
      z.object({
        name: z.string().default(''),
        url: z.string().default(''),
        executor: z.enum(['docker-autoscaler', 'docker+machine', 'custom']).default('docker-autoscaler'),
        limit: count,
        cache: z.object({ s3: z.object({ BucketName: z.string() }) }).optional(),
        autoscaler: autoscaler.optional(),
        machine: machine.optional(),
      }),
    )
    .default([]),
});

const read = (toml: string) => schema.parse(parse(toml));

/** Why gitlab-runner would not start with it; `undefined` when it would. */
export function configProblem(toml: string): string | undefined {
  try {
    readConfig(toml);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  }
}

/** The bucket of the job cache, where there is one. */
export const cacheBucketIn = (toml: string): string | undefined =>
  read(toml).runners[0]?.cache?.s3.BucketName;

/** Of the policies the first is the catch-all. */
function autoscalerSettings({ plugin, max_instances, policy }: z.infer<typeof autoscaler>) {
  const idleOf = ({ idle_count, idle_time }: (typeof policy)[number]) => ({
    count: idle_count,
    ms: goDurationMs(idle_time) ?? 0,
  });
  const [base, ...others] = policy;
  const idle = base ? idleOf(base) : { count: 0, ms: 0 };
  return {
    idleCount: idle.count,
    idleMs: idle.ms,
    idlePeriods: others.map((one) => cronPeriod(one.periods, one.timezone, idleOf(one))),
    maxInstances: max_instances,
    pluginVersion: `v${plugin.split(':')[1] ?? '1.1.0'}`,
  };
}

function machineSettings(given: z.infer<typeof machine>) {
  const { IdleCount, IdleTime, MachineName, MaxGrowthRate, autoscaling } = given;
  return {
    idleCount: IdleCount,
    idleMs: IdleTime * 1000,
    idlePeriods: autoscaling.map((one) =>
      cronPeriod(one.Periods, one.Timezone, { count: one.IdleCount, ms: one.IdleTime * 1000 }),
    ),
    maxGrowthRate: MaxGrowthRate,
    ...(MachineName !== undefined && { machineName: MachineName }),
  };
}

/** The simulation's settings as config.toml says them; it throws where `configProblem` tells of one. */
export function readConfig(toml: string): Partial<ManagerSettings> {
  const { concurrent, shutdown_timeout, machine: global, runners } = read(toml);
  const [runner] = runners;
  const common = { concurrency: concurrent, shutdownTimeoutMs: shutdown_timeout * 1000 };
  if (!runner) return common;
  return {
    ...common,
    executor: runner.executor,
    runnerName: runner.name,
    gitlabUrl: runner.url,
    maxInstances: runner.limit,
    drainsMachines: global?.shutdown_drain?.enabled ?? false,
    ...(runner.autoscaler && autoscalerSettings(runner.autoscaler)),
    ...(runner.machine && machineSettings(runner.machine)),
  };
}

/** docker-machine's options, `amazonec2-key=value`, by key without the driver's name. */
export function readMachineOptions(toml: string): ReadonlyMap<string, string> {
  const options = read(toml).runners[0]?.machine?.MachineOptions ?? [];
  return new Map(
    options.map((option) => {
      const equals = option.indexOf('=');
      return [option.slice(0, equals).replace(/^amazonec2-/, ''), option.slice(equals + 1)];
    }),
  );
}
