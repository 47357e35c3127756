import type { Filter } from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { page } from '../pages.ts';
import { type Facets, filtered } from './filters.ts';

interface Asked {
  Filters?: Filter[] | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

const badToken = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');

/** Chooses by ids, then by filters, then takes a page. */
export function choose<T extends { Tags?: { Key?: string; Value?: string }[] }>(
  all: readonly T[],
  asked: Asked,
  by: {
    id: (item: T) => string | undefined;
    ids?: readonly string[] | undefined;
    missing: string;
    facets: Facets<T>;
  },
): { items: T[]; next?: string } {
  const { id, ids = [], missing, facets } = by;
  const unknown = ids.find((wanted) => !all.some((item) => id(item) === wanted));
  if (unknown !== undefined) throw awsError(missing, `The ID '${unknown}' does not exist`);
  const wanted = ids.length === 0 ? all : all.filter((item) => ids.includes(id(item) ?? ''));
  return page(filtered(wanted, asked.Filters, facets), asked.NextToken, asked.MaxResults, badToken);
}
