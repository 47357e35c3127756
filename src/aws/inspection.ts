import type { ExecutorGroup, LogDriver, MachineImage } from '../domain/doctor/facts.ts';
import type { Connection } from './connection.ts';

/** What only `doctor` looks at; each client is loaded by its first call. */
export function inspectionPort(connection: Connection) {
  const images = async () => (await import('./machine-image.ts')).machineImages(connection);
  const drift = async () => (await import('./drift.ts')).driftDetection(connection);
  return {
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
