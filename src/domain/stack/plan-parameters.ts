import type { NetworkSnapshot } from '../network/snapshot.ts';
import { subnetKind } from '../network/subnet-kind.ts';
import { architectureFor } from '../settings/architecture.ts';
import type { Settings } from '../settings/declaration.ts';
import { parametersFromSettings } from '../settings/stored.ts';
import type { Stack } from './stack.ts';
import type { Template } from './template-model.ts';

interface Input {
  settings: Settings;
  snapshot: NetworkSnapshot;
  stackName: string;
  existing?: Stack | undefined;
  runnerId?: number | undefined;
}

/** Would the manager have a public address? Only where every chosen subnet is public. */
export function usesPublicIp(snapshot: NetworkSnapshot, subnetIds: readonly string[]): boolean {
  const chosen = snapshot.subnets.filter(({ id }) => subnetIds.includes(id));
  return chosen.length > 0 && chosen.every((subnet) => subnetKind(snapshot, subnet) === 'public');
}

/** Every parameter but the token's, of those that this template has. */
export function planParameters(template: Template, input: Input): Record<string, string> {
  const { settings, snapshot, stackName, existing, runnerId } = input;
  const all: Record<string, string> = {
    ...parametersFromSettings(settings),
    AssignPublicIp: usesPublicIp(snapshot, settings.subnets) ? 'ENABLED' : 'DISABLED',
    Architecture: architectureFor(settings),
    MachineZone: zoneLetter(snapshot, settings),
    RunnerName: existing?.parameters.RunnerName ?? stackName,
    RunnerId: runnerId === undefined ? (existing?.parameters.RunnerId ?? '') : String(runnerId),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in template.parameters));
}

/** docker-machine uses the first subnet only, and wants the letter of its zone. */
function zoneLetter(snapshot: NetworkSnapshot, { subnets }: Settings): string {
  const first = snapshot.subnets.find(({ id }) => id === subnets[0]);
  return /[a-z]$/.exec(first?.zone ?? '')?.[0] ?? 'a';
}
