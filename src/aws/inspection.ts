import type { ExecutorGroup, LogDriver, MachineImage } from '../domain/doctor/facts.ts';
import type { QuotaId } from '../domain/doctor/quota-codes.ts';
import type { Denial, SimulationQuestion } from '../domain/iam/simulation.ts';
import type { Connection } from './connection.ts';
import type { iamReader } from './iam.ts';

/** What only `doctor` looks at; each client is loaded by its first call. */
export function inspectionPort(connection: Connection) {
  const images = async () => (await import('./machine-image.ts')).machineImages(connection);
  const drift = async () => (await import('./drift.ts')).driftDetection(connection);
  let iam: Promise<ReturnType<typeof iamReader>> | undefined;
  // One for all of them, so that it can keep them from coming all at once.
  const policies = () => {
    iam ??= import('./iam.ts').then((loaded) => loaded.iamReader(connection));
    return iam;
  };
  const quotas = async () => (await import('./quotas.ts')).quotaReader(connection);
  return {
    role: async (name: string): Promise<string | undefined> => (await policies()).role(name),
    simulate: async (owner: string, question: SimulationQuestion): Promise<Denial[]> =>
      (await policies()).simulate(owner, question),
    quota: async (id: QuotaId): Promise<number | undefined> => (await quotas()).value(id),
    logDriver: async (taskDefinition: string): Promise<LogDriver> =>
      (await import('./manager-definition.ts')).readLogDriver(connection, taskDefinition),
    executorGroup: async (name: string): Promise<ExecutorGroup | undefined> =>
      (await import('./group-facts.ts')).readGroup(connection, name),
    templateImage: async (template: { id: string; version: string }) => (await images()).ofTemplate(template),
    image: async (id: string): Promise<MachineImage> => (await images()).find(id),
    startDrift: async (stack: string) => (await drift()).start(stack),
    drift: async (id: string) => (await drift()).look(id),
    drifted: async (stack: string) => (await drift()).drifted(stack),
  };
}
