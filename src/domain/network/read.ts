/**
 * What could be read of one kind of resource: a denied call is never an empty list, and neither is a list that a
 * snapshot file leaves out (`leftOut`).
 */
export type Read<T> =
  | { readable: true; items: readonly T[] }
  | { readable: false; permission: string; leftOut?: boolean };
