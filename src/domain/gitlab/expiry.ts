/** A time as results tell it. */
export const iso = (time: number): string => new Date(time).toISOString();

/** Expiry as results tell it: a time, `null` for never, or nothing where GitLab does not tell. */
export const expiryFact = (expiresAt: number | null | undefined): { tokenExpiresAt?: string | null } =>
  expiresAt === undefined ? {} : { tokenExpiresAt: expiresAt === null ? null : iso(expiresAt) };
