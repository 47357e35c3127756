import { suffix } from '../ids.ts';
import type { Site } from './kind.ts';

/** The name CloudFormation makes up for a resource that is given none. */
export function madeUpName({ stack, logicalId, key }: Pick<Site, 'stack' | 'logicalId' | 'key'>): string {
  return `${stack.name}-${logicalId}-${suffix(key, 12)}`;
}
