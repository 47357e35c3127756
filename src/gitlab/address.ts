const apiPath = '/api/v4/';

/** Address of an API call; GitLab may live below a path (`https://example.com/gitlab`). */
export const apiUrl = (base: string, path: string): string => `${base.replace(/\/+$/, '')}${apiPath}${path}`;

/** GitLab's base address behind the address of an API call. */
export function baseOf(address: URL, path: string): string | undefined {
  const whole = `${address.origin}${address.pathname}`;
  return whole.endsWith(apiPath + path) ? whole.slice(0, -(apiPath.length + path.length)) : undefined;
}

/** Host and port as shown in messages: never a path, a query or a password. */
export const hostOf = (url: string): string => new URL(url).host;

/** Does a redirect stay with the server that was meant, at most becoming https? */
export function staysHome(from: string, to: URL): boolean {
  const start = new URL(from);
  if (start.origin === to.origin) return true;
  return start.hostname === to.hostname && start.protocol === 'http:' && to.protocol === 'https:';
}
