import type { ExecutorKind } from '../settings/executor-kind.ts';
import { bareHost, type HostPort } from './host-port.ts';
import type { HttpProxy } from './proxy.ts';

/** A runner's place in the network, before names are looked up. */
export interface Scene {
  /** `glfr`, or what the flags say. */
  title: string;
  stackName?: string;
  subnets: readonly string[];
  gitlab: HostPort;
  executorKind: ExecutorKind;
  /** How the manager comes in; left out: by the stack's own key. */
  keyedBy?: 'key' | 'instance-connect';
  /** Left out: as the subnets are. */
  publicIp?: boolean;
  managerGroups?: readonly string[];
  executorGroups?: readonly string[];
  managerImage: string;
  jobImage: string;
  ssh: boolean;
  registries: readonly HostPort[];
  proxy?: HttpProxy;
}

/** GitLab's address, or the one the stack pins its name to (which wins over any DNS). */
export function gitlabFrom(url: string, pinned = ''): HostPort {
  const address = new URL(url);
  return {
    host: pinned || bareHost(address),
    port: Number(address.port) || (address.protocol === 'http:' ? 80 : 443),
  };
}

/** The registry that Docker takes an image from: its first part, where that is a host. */
export function registryOf(image: string): HostPort | undefined {
  if (image === '') return undefined;
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const [host = '', port] = (isHost ? first : 'registry-1.docker.io').split(':');
  return { host, port: Number(port) || 443 };
}

export const isEcr = ({ host }: HostPort): boolean => /^\d{12}\.dkr\.ecr\./.test(host);
