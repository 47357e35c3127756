import { parse } from 'smol-toml';
import { z } from 'zod';
import { goDurationMs } from '../../domain/runner/go-duration.ts';
import type { ManagerSettings } from '../../domain/simulation/settings.ts';

const policy = z.object({ idle_count: z.number().default(0), idle_time: z.string().default('20m0s') });

/** What the simulated runner reads of its config.toml, by gitlab-runner's own names. */
const schema = z.object({
  concurrent: z.number().default(1),
  runners: z
    .array(
      z.object({
        name: z.string().default(''),
        url: z.string().default(''),
        autoscaler: z
          .object({
            plugin: z.string().default('aws'),
            max_instances: z.number().default(0),
            policy: z.array(policy).default([]),
          })
          .optional(),
        machine: z.object({ IdleCount: z.number().default(0), IdleTime: z.number().default(0) }).optional(),
      }),
    )
    .default([]),
});

/** The simulation's settings as config.toml says them; nothing where it cannot be read. */
export function readConfig(toml: string): Partial<ManagerSettings> {
  const { concurrent, runners } = schema.parse(parse(toml));
  const [runner] = runners;
  if (!runner) return { concurrency: concurrent };
  const { autoscaler, machine } = runner;
  const [base] = autoscaler?.policy ?? [];
  return {
    concurrency: concurrent,
    runnerName: runner.name,
    gitlabUrl: runner.url,
    idleCount: base?.idle_count ?? machine?.IdleCount ?? 0,
    idleMs: base ? (goDurationMs(base.idle_time) ?? 0) : (machine?.IdleTime ?? 0) * 1000,
    ...(autoscaler && {
      maxInstances: autoscaler.max_instances,
      pluginVersion: `v${autoscaler.plugin.split(':')[1] ?? '1.1.0'}`,
    }),
  };
}
