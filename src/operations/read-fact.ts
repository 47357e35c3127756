import { type Fact, known, type Unknown, unknown } from '../domain/doctor/fact.ts';
import { GlfrError } from '../domain/error.ts';

/** No stack to look at, no region to look in, and Ctrl-C end the command; what else cannot be read is one fact less. */
const ending = /^(stack\.(not-found|ambiguous|foreign)|aws\.no-region|interrupted)$/;

/** What a reading says, or why it could not be made. A missing permission is named, with how to see all that are needed. */
export async function readFact<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    if (error instanceof GlfrError) {
      if (ending.test(error.code)) throw error;
      const permission = permissionOf(error);
      if (permission !== undefined) return denied(permission);
      return unknown(error.message.replace(/\.$/, ''), error.suggestions[0]);
    }
    // An answer of AWS that glfr has no words for.
    if (error instanceof Error && '$fault' in error)
      return unknown(`AWS answered ${error.name}: ${error.message}`.replace(/\.$/, ''));
    throw error;
  }
}

/** The permission that an error of `src/aws` names. */
const permissionOf = ({ code, message }: GlfrError): string | undefined =>
  code === 'aws.denied' ? /[\w-]+:\w+/.exec(message)?.[0] : undefined;

/** A missing permission, and where all that are needed can be seen. */
export const denied = (permission: string): Unknown => ({
  ...unknown(`AWS does not allow ${permission} with these credentials`, 'glfr export policy doctor'),
  permission,
});

/** Reads on, from a fact that may be unknown: then so is this one, for the same reason. */
export const readFrom = async <A, B>(
  fact: Promise<Fact<A>>,
  read: (value: A) => Promise<Fact<B>>,
): Promise<Fact<B>> => {
  const found = await fact;
  return found.known ? read(found.value) : found;
};
