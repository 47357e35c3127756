import { createHash } from 'node:crypto';

const prefix = 'sha256:';
const tokens = /gl(?:rt|rtr|pat|ptt|dt|cbt|ft|imt|oas|soat|ffct|wt|agent)-[\w.=-]{8,}|GR1348941[\w-]{8,}/g;

/** What is stored in place of a secret. */
export function hashed(secret: string): string {
  return prefix + createHash('sha256').update(secret).digest('hex');
}

export function isHash(text: string): boolean {
  return text.startsWith(prefix) && text.length === prefix.length + 64;
}

/** A copy without anything that looks like a GitLab token, wherever a caller put it. */
export function scrubbed<T>(value: T): T {
  if (typeof value === 'string') return value.replace(tokens, hashed) as T;
  if (Array.isArray(value)) return value.map(scrubbed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubbed(inner)])) as T;
}
