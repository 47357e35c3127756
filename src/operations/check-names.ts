import { hasCode } from '../domain/error.ts';
import type { GitLabPort } from './ports.ts';

/** The addresses these names have as this machine sees them; none for a name that is not answered. */
export async function lookUp(
  hosts: readonly string[],
  gitlab: Pick<GitLabPort, 'addresses'>,
): Promise<Map<string, readonly string[]>> {
  const found = await Promise.all(
    hosts.map(async (host): Promise<[string, readonly string[]]> => {
      const url = `https://${host.includes(':') ? `[${host}]` : host}`;
      try {
        return [host, await gitlab.addresses(url)];
      } catch (error) {
        if (hasCode(error, 'interrupted')) throw error;
        return [host, []];
      }
    }),
  );
  return new Map(found);
}
