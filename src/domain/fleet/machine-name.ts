import type { Instance } from './instance.ts';

/** Of the stack's id (an ARN that ends in a UUID), what machine names carry; a stack made anew has another. */
export const stackMark = (stackId: string): string => (stackId.split('/')[2] ?? '').split('-')[0] ?? '';

/** `runner-<token>-glfr-<mark>-<unix seconds>-<8 hex>`: assets/stack/docker-machine/config.yml, docker-machine's name.go. */
const machineName = /^runner-[a-z0-9-]+-glfr-([0-9a-f]{8})-(\d{10})-[0-9a-f]{8}$/;

/** The names of all machines of a stack, as EC2's filters take them; also its key pairs' names. */
export const machinePattern = (mark: string): string => `runner-*-glfr-${mark}-*`;

/** Which stack a machine's name belongs to, and when it was made (epoch milliseconds); `undefined` for other names. */
export function readMachineName(name: string): { mark: string; madeAt: number } | undefined {
  const [, mark, seconds] = machineName.exec(name) ?? [];
  return mark === undefined ? undefined : { mark, madeAt: Number(seconds) * 1000 };
}

export const isMachineOf = (name: string, mark: string): boolean => readMachineName(name)?.mark === mark;

/** Names under which a manager may write of an instance; an untagged machine has its key pair's name. */
export function namesOf({ id, name, keyName }: Pick<Instance, 'id' | 'name' | 'keyName'>): string[] {
  const machine = keyName !== undefined && readMachineName(keyName) !== undefined ? [keyName] : [];
  return [...new Set([id, ...(name === undefined ? [] : [name]), ...machine])];
}

/** The machine's name, where it is one. */
export const machineOf = (instance: Pick<Instance, 'id' | 'name' | 'keyName'>): string | undefined =>
  namesOf(instance).find((name) => readMachineName(name) !== undefined);
