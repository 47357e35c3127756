/** One page of a list, and GitLab's headers about the others. */
export function pageOf<T>(
  all: readonly T[],
  { query, path }: { query: URLSearchParams; path: string },
): { items: T[]; headers: Record<string, string> } {
  const number = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const size = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 20) || 20));
  const pages = Math.max(1, Math.ceil(all.length / size));
  const headers = {
    'x-page': String(number),
    'x-per-page': String(size),
    'x-total': String(all.length),
    'x-total-pages': String(pages),
    'x-prev-page': number > 1 ? String(number - 1) : '',
    'x-next-page': number < pages ? String(number + 1) : '',
    ...(number < pages && { link: `</api/v4${path}?page=${number + 1}&per_page=${size}>; rel="next"` }),
  };
  return { items: all.slice((number - 1) * size, number * size), headers };
}
