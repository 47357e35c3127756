import { FargateTasks } from './fargate-tasks.ts';
import { Machines } from './machines.ts';
import type { Provider, ProviderOptions } from './provider.ts';
import { Scaler } from './scaler.ts';

const kinds = { 'docker-autoscaler': Scaler, 'docker+machine': Machines, custom: FargateTasks } as const;

/** The provider of the executor kind that config.toml names. */
export function makeProvider(options: ProviderOptions): Provider {
  return new kinds[options.settings.executor](options);
}
