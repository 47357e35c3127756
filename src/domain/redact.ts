/** GitLab tokens (`glrt-`, `glpat-`, `glrtr-` …) and AWS secret-looking assignments. */
const secrets = /\bgl[a-z]{1,8}-[\w.-]{8,}|(?<=(?:secret|token|password)["']?\s*[=:]\s*["']?)[^\s"',}]{8,}/gi;

/** Replaces anything that looks like a secret by `[redacted]`. */
export function redact(text: string): string {
  return text.replace(secrets, '[redacted]');
}
