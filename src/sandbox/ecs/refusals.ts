import type { LogMessage, RunnerFields } from '../../domain/simulation/log-record.ts';

interface Refusal {
  afterMs: number;
  message: LogMessage;
}

/**
 * What a manager logs whose token GitLab refuses, or whose GitLab is not there (network/gitlab.go RequestJob,
 * commands/health.go): three tries, then an hour's rest.
 */
export function refusals(who: RunnerFields, url: string, isGitLab: boolean): Refusal[] {
  const request = `${url}/api/v4/jobs/request`;
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  const reached: LogMessage = {
    level: 'error',
    msg: 'Checking for jobs... forbidden',
    fields: { ...who, status: `POST ${request}: 403 Forbidden` },
  };
  const unreached: LogMessage = {
    level: 'warning',
    msg: 'Checking for jobs... failed',
    fields: {
      ...who,
      status: `couldn't execute POST against ${request}: Post "${request}": dial tcp: lookup ${host}: no such host`,
    },
  };
  const tries = [1500, 4500, 7500].map((afterMs) => ({ afterMs, message: isGitLab ? reached : unreached }));
  const resting: LogMessage = {
    level: 'error',
    msg: 'Runner is unhealthy and will be disabled',
    fields: { ...who, unhealthy_requests: 3, unhealthy_requests_limit: 3, unhealthy_interval: '1h0m0s' },
  };
  return [...tries, { afterMs: 7600, message: resting }];
}
