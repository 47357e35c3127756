import { elapsed } from '../duration.ts';

/** Until when a token is good: `undefined` where GitLab did not tell. `now` in epoch milliseconds. */
export function expiryText(expiresAt: string | null | undefined, now: number): string {
  if (expiresAt === undefined) return 'GitLab does not tell when it expires';
  if (expiresAt === null) return 'never expires';
  const end = Date.parse(expiresAt);
  return end <= now ? `expired ${elapsed(end, now)} ago` : `expires in ${elapsed(now, end)}, on ${expiresAt}`;
}
