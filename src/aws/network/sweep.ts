import type { EC2Client } from '@aws-sdk/client-ec2';
import { withoutSecrets } from '../../domain/check/secrets.ts';
import { hasCode } from '../../domain/error.ts';
import type { NetworkDocument } from '../../domain/network/document/document.ts';
import { type DocumentList, documentLists } from '../../domain/network/document/lists.ts';
import type { Connection } from '../connection.ts';
import { deniedPermission } from '../errors.ts';
import { limiter } from './limiter.ts';

/** Enough to be quick, and far below what EC2 lets an account ask in a second (100 to begin with). */
const mostAtATime = 12;

/** What an emulator says to a call it does not play, and a region to a service it does not have. */
const notThere =
  /^(InvalidAction|UnsupportedOperation|OptInRequired|NotYetImplemented|UnknownOperationException|InternalFailure|InternalError|501)$/;

interface Countable {
  middlewareStack: { add(middleware: unknown, options: object): void };
}

/** One reading of the network: what came in, what was refused, and how many calls it took. */
export class Sweep {
  readonly options: { abortSignal: AbortSignal };
  readonly #lists: { [List in DocumentList]?: unknown[] } = {};
  readonly #denied: { [List in DocumentList]?: string } = {};
  readonly #inTurn = limiter(mostAtATime);
  /** Permissions of details that were refused. */
  readonly details = new Set<string>();
  calls = 0;

  constructor({ signal }: Connection) {
    this.options = { abortSignal: signal };
  }

  /** Counts a client's calls; a page is a call, a retry is none. */
  counted<C extends object>(client: C): C {
    const { middlewareStack } = client as Countable;
    const count = (next: (args: unknown) => unknown) => (args: unknown) => {
      this.calls += 1;
      return next(args);
    };
    middlewareStack.add(count, { step: 'initialize', name: 'glfrCount' });
    return client;
  }

  /** One call, when it is its turn. */
  once<T>(call: () => Promise<T>): Promise<T> {
    return this.#inTurn(call);
  }

  /** All pages, one after the other. */
  async pages<Page, Raw>(
    pages: AsyncIterable<Page>,
    itemsOf: (page: Page) => Raw[] | undefined,
  ): Promise<Raw[]> {
    return this.#inTurn(async () => {
      const items: Raw[] = [];
      for await (const page of pages) items.push(...(itemsOf(page) ?? []));
      return items;
    });
  }

  /** All of a list that may be denied, from the pages of AWS that have its name. */
  allowAll<List extends DocumentList, Page extends { [Name in List]?: unknown[] | undefined }>(
    list: List,
    client: EC2Client,
    paginate: (from: { client: EC2Client }, input: object, options: Sweep['options']) => AsyncIterable<Page>,
  ): Promise<void> {
    return this.allow(
      list,
      this.pages<Page, unknown>(paginate({ client }, {}, this.options), (page) => page[list]),
    );
  }

  /** A list that has to be readable. */
  async require(list: DocumentList, reading: Promise<unknown[]>): Promise<void> {
    this.#lists[list] = await reading;
  }

  /** A list that may be denied: then its permission stands in its place. One that nobody plays is left out. */
  async allow(list: DocumentList, reading: Promise<unknown[]>): Promise<void> {
    try {
      this.#lists[list] = await reading;
    } catch (error) {
      if (this.#isRefused(error)) this.#denied[list] = deniedPermission(error) ?? '';
      else if (!isNotThere(error)) throw error;
    }
  }

  /** What one item of a list may lack; the analyser knows by its absence that it was not read. */
  async detail<T>(list: DocumentList, reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (error) {
      if (!this.#isRefused(error) && !isNotThere(error)) throw error;
      const permission = deniedPermission(error);
      if (permission && permission !== documentLists[list].permission) this.details.add(permission);
      return undefined;
    }
  }

  #isRefused(error: unknown): boolean {
    return deniedPermission(error) !== undefined;
  }

  list<T>(name: DocumentList): readonly T[] {
    return (this.#lists[name] ?? []) as T[];
  }

  document(): NetworkDocument {
    const Denied = Object.keys(this.#denied).length > 0 ? { Denied: this.#denied } : {};
    return { ...withoutSecrets(this.#lists), ...Denied } as NetworkDocument;
  }
}

/** A fault of AWS's own in one list, and what is no answer at all, leave only that list unread. */
const isNotThere = (error: unknown): boolean =>
  hasCode(error, 'aws.unavailable') ||
  (error instanceof Error &&
    (notThere.test(error.name) ||
      (error as ServiceFault).$metadata?.httpStatusCode === 501 ||
      // A page of HTML: what stands there is not AWS, or not this service of it.
      ('$response' in error && !('$fault' in error))));

interface ServiceFault {
  $metadata?: { httpStatusCode?: number };
}
