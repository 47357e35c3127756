/** What GitLab answered, cut down to what is needed: a page's text is never kept. */
export interface Reply {
  status: number;
  /** `undefined` when the answer was no JSON: a page, or empty. */
  json: unknown;
  retryAfterSeconds?: number;
  location?: string;
  /** Of a list in pages; none on the last. */
  nextPage?: number;
}

export const isRedirect = ({ status }: Reply): boolean => [301, 302, 303, 307, 308].includes(status);

export const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** GitLab's own short words about a refusal, on one line; empty when it gave none. */
export function saidIn(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const { message, error, error_description: description } = json as Record<string, unknown>;
  const said = description ?? message ?? error ?? '';
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 200);
}

/** Grape's own answer to a path it has no route for, unlike the `message` of a missing thing. */
export const isUnknownRoute = ({ status, json }: Reply): boolean =>
  status === 404 && (json as { error?: unknown } | undefined)?.error === '404 Not Found';
