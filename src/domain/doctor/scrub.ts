import { redact } from '../redact.ts';

/** Secrets that are no token of GitLab's, but may stand in a log or a parameter all the same. */
const others: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // AWS: ids of access keys, and what signs an address.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /(?<=X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"']+/gi,
  // JSON Web Tokens, such as a job's.
  /\beyJ[\w-]{8,}\.[\w-]+\.?[\w-]*/g,
  // What stands in a header, or before the host of an address.
  /(?<=\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi,
  /(?<=\b(?:PRIVATE|JOB|DEPLOY|RUNNER)-TOKEN["']?\s*[:=]\s*["']?)[^\s"',]+/gi,
  /(?<=\w:\/\/)[^\s/@"']+(?=@)/g,
  // GitHub, Slack, Docker Hub, npm.
  /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|dckr_pat_|npm_)[\w-]{8,}/g,
];

const mark = '[redacted]';

/** Text that may be given away: without the secrets in hand, and without anything that looks like one. */
export function scrub(text: string, inHand: readonly string[] = []): string {
  const known = inHand.filter((secret) => secret.length >= 8);
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
  return others.reduce((rest, pattern) => rest.replace(pattern, mark), redact(without));
}
