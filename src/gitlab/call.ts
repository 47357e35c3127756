import type { Request } from './request.ts';

/** One use of GitLab's API, with the words that explain it when it is refused. */
export interface Call extends Request {
  /** Completes "GitLab does not let this token …". */
  does: string;
  needs: Needs;
}

/** What GitLab wants to see before it does a call. */
export type Needs = { kind: 'access'; scope: string; role?: string } | { kind: 'runner-token' };
