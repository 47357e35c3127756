import { iso } from '../iso.ts';

/** Expiry as results tell it: a time, `null` for never, or nothing where GitLab does not tell. */
export const expiryFact = (expiresAt: number | null | undefined): { tokenExpiresAt?: string | null } =>
  expiresAt === undefined ? {} : { tokenExpiresAt: expiresAt === null ? null : iso(expiresAt) };
