import { GlfrError, hasCode } from '../domain/error.ts';

/** What may fail without hiding the rest: a permission, or a place that cannot be asked just now. */
const tolerable = ['aws.denied', 'aws.throttled', 'aws.unreachable', 'logs.group-not-found'];

/** Reads things of which each may be denied, and notes what lacked. */
export class Attempts {
  readonly lacking: { what: string; text: string }[] = [];

  /** `undefined` when it could not be read. Errors that no part of the answer survives are thrown. */
  async read<T>(what: string, asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      const isTolerable =
        hasCode(error, ...tolerable) || (error instanceof GlfrError && error.code.startsWith('gitlab.'));
      if (!isTolerable) throw error;
      if (!this.lacking.some((lack) => lack.what === what)) this.lacking.push({ what, text: error.message });
      return undefined;
    }
  }
}
