import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceTable } from '../domain/fleet/cost.ts';

/** The bundled stack template. `root`: glfr's package folder. */
export const readTemplate = (root: string): Promise<string> =>
  readFile(join(root, 'assets', 'stack.yml'), 'utf8');

/** The bundled price table. */
export const readPrices = async (root: string): Promise<PriceTable> =>
  JSON.parse(await readFile(join(root, 'assets', 'prices.json'), 'utf8')) as PriceTable;
