/** A time as results tell it. */
export const iso = (time: number): string => new Date(time).toISOString();
