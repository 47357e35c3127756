import type { Finding } from './reach.ts';
import type { NetworkSnapshot } from './snapshot.ts';

/** One packet on its way to one address: where it has been, and what stands against it. */
export interface Walk {
  snapshot: NetworkSnapshot;
  address: string;
  port: number;
  publicIp: boolean;
  path: string[];
  findings: Finding[];
}

export const notReadable = (component: string, permission: string): Finding => ({
  code: 'GLFR_NOT_READABLE',
  component,
  text: `could not be read: ${permission} is not allowed`,
  fix: `allow ${permission}`,
});
