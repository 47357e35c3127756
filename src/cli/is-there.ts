import { access } from 'node:fs/promises';

/** Is there a file or folder of this name? */
export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
