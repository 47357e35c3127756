import type { NetworkSnapshot, Subnet } from '../network/snapshot.ts';
import type { Draft } from '../settings/declaration.ts';

/** Secrets in hand: a runner's own `glrt-` token, and an access token that may create or read runners. */
export interface Credentials {
  runnerToken?: string | undefined;
  accessToken?: string | undefined;
}

/** What the wizard knows so far. Steps never change it; they return the next one. */
export interface WizardState {
  draft: Draft;
  /** Offered as defaults: the stack's own values on an update. */
  defaults: Draft;
  credentials: Credentials;
  /** An update keeps the stack's runner, so it needs no token. */
  keepsRunner: boolean;
  /** How a missing token is to be got. */
  tokenFrom?: 'create' | 'paste';
  /** The kind of scope chosen while its id is still open. */
  scopeKind?: 'group' | 'project';
}

/** What was discovered before the questions. */
export interface Facts {
  snapshot: NetworkSnapshot;
  region: string;
  /** Do these subnets reach the internet, as far as can be told before GitLab's address is known? */
  works: (subnets: Subnet[]) => boolean;
}
