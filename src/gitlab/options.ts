/** The world as the GitLab client sees it. */
export interface GitLabOptions {
  fetch: typeof fetch;
  /** Every address of a host name. */
  resolveHost: (host: string) => Promise<string[]>;
  /** Ctrl-C. */
  signal?: AbortSignal;
  /** How often a passing fault is tried again, and the first pause; it doubles each time. */
  retries?: { count: number; pauseMs: number };
}
