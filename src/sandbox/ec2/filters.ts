import type { Filter } from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';

/** What one thing has to offer to each filter name. */
export type Facets<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

type Tagged = object & { Tags?: { Key?: string | undefined; Value?: string | undefined }[] | undefined };

/** EC2's wildcards: `*` and `?`. */
function matcher(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${escaped}$`);
  return (text) => expression.test(text);
}

function valuesOf<T extends Tagged>(
  item: T,
  name: string,
  facets: Facets<T>,
): readonly (string | undefined)[] {
  const tags = item.Tags ?? [];
  if (name.startsWith('tag:'))
    return tags.filter(({ Key }) => Key === name.slice(4)).map(({ Value }) => Value);
  if (name === 'tag-key') return tags.map(({ Key }) => Key);
  const facet = facets[name];
  if (facet === undefined) throw awsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return facet(item);
}

/** Things that meet every filter. */
export function filtered<T extends Tagged>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  facets: Facets<T>,
): T[] {
  const tests = (filters ?? []).map(({ Name = '', Values = [] }) => {
    const matchers = Values.map(matcher);
    return (item: T): boolean =>
      valuesOf(item, Name, facets).some(
        (value) => value !== undefined && matchers.some((matches) => matches(value)),
      );
  });
  return items.filter((item) => tests.every((test) => test(item)));
}
