import type { z } from 'zod';
import { GlfrError } from '../../error.ts';
import { exitCode } from '../../exit-code.ts';
import { type DocumentList, documentLists } from './lists.ts';

/**
 * The network as AWS's own answers: one object whose keys are the response lists of the EC2 API, as the AWS CLI
 * prints them. A list that is not there was not read. `Denied` names the permission for each list that was refused.
 */
export type NetworkDocument = { [List in DocumentList]?: readonly unknown[] } & {
  /** The account the lists were read from. */
  Account?: string;
  Denied?: { [List in DocumentList]?: string };
};

const wrong = (message: string): GlfrError =>
  new GlfrError({
    code: 'snapshot.invalid',
    message,
    suggestions: [
      'glfr check --save FILE (writes a snapshot)',
      'aws ec2 describe-subnets (one list of such a file, as JSON)',
    ],
    exitCode: exitCode.usage,
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of a snapshot file as a document. Error: `snapshot.invalid`. */
export function parseDocument(text: string): NetworkDocument {
  let value: unknown;
  try {
    // The AWS CLI leaves out what is not there; other tools write null.
    value = JSON.parse(text, (_, one: unknown) => (one === null ? undefined : one));
  } catch (error) {
    throw wrong(`The snapshot is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!isObject(value)) throw wrong('The snapshot must be one JSON object with lists such as "Subnets".');
  if (!Object.keys(value).some((key) => key in documentLists))
    throw wrong('The snapshot has none of the lists of the EC2 API, such as "Vpcs" or "Subnets".');
  for (const list of Object.keys(documentLists)) {
    if (value[list] !== undefined && !Array.isArray(value[list]))
      throw wrong(`The snapshot's ${list} must be a list.`);
  }
  if (value.Account !== undefined && typeof value.Account !== 'string')
    throw wrong("The snapshot's Account must be a string.");
  if (value.Denied !== undefined && !isObject(value.Denied))
    throw wrong("The snapshot's Denied must be an object: list → permission.");
  return value as NetworkDocument;
}

type Item<List extends DocumentList> = z.output<(typeof documentLists)[List]['item']>;

/** A list's items in glfr's own types; `undefined` for a list that was not read. Error: `snapshot.invalid`. */
export function itemsOf<List extends DocumentList>(
  document: NetworkDocument,
  list: List,
): Item<List>[] | undefined {
  const raw = document[list];
  if (raw === undefined) return undefined;
  const { item, key } = documentLists[list];
  return distinct(raw, list, key).map(({ value, index }) => {
    const parsed = item.safeParse(value);
    if (parsed.success) return parsed.data as Item<List>;
    const [issue] = parsed.error.issues;
    const place = (issue?.path ?? []).map((step) =>
      typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
    );
    throw wrong(
      `The snapshot's ${list}[${index}]${place.join('')}: ${issue?.message ?? 'has a wrong shape'}.`,
    );
  });
}

/** Merged dumps may hold one thing twice; two different things of one id cannot both be true. */
function distinct(
  raw: readonly unknown[],
  list: DocumentList,
  key: string | undefined,
): { value: unknown; index: number }[] {
  const first = new Map<unknown, unknown>();
  return raw.flatMap((value, index) => {
    const id = key !== undefined && isObject(value) ? value[key] : undefined;
    if (id === undefined) return [{ value, index }];
    if (!first.has(id)) {
      first.set(id, value);
      return [{ value, index }];
    }
    if (JSON.stringify(first.get(id)) === JSON.stringify(value)) return [];
    throw wrong(`The snapshot's ${list} holds two different things called ${String(id)}.`);
  });
}
