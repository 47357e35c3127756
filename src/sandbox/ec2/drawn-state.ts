import type { DocumentList } from '../../domain/network/document/lists.ts';

/** A network in AWS's own words, list by list. */
export type Lists = Partial<Record<DocumentList, Record<string, unknown>[]>>;
