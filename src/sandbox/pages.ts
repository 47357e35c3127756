/** Small, so that whoever forgets to ask for the next page finds out here. */
export const pageSize = 5;

interface Page<T> {
  items: T[];
  next?: string;
}

const encode = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64url');

function decode(token: string, invalid: () => Error): number {
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw invalid();
  return Number(offset);
}

/** One page of a list: at most `pageSize`, fewer when the caller asked for fewer. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  wanted: number | undefined,
  invalid: () => Error,
): Page<T> {
  const from = token === undefined ? 0 : decode(token, invalid);
  const to = from + Math.min(pageSize, wanted ?? pageSize);
  return { items: all.slice(from, to), ...(to < all.length && { next: encode(to) }) };
}
