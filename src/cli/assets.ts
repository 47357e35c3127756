import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { ExecutorKind } from '../domain/settings/executor-kind.ts';

/** The bundled stack template of one executor kind. `root`: glfr's package folder. */
export const readTemplate = (root: string, kind: ExecutorKind): Promise<string> =>
  readFile(join(root, 'dist', `stack.${kind}.yml`), 'utf8');

/** The bundled template of a VPC's endpoints. */
export const readEndpointsTemplate = (root: string): Promise<string> => readAsset(root, 'endpoints.yml');

/** The bundled price table. */
export const readPrices = async (root: string): Promise<PriceTable> =>
  JSON.parse(await readAsset(root, 'prices.json')) as PriceTable;

/** Any other bundled file, by its path below `assets`. */
export const readAsset = (root: string, path: string): Promise<string> =>
  readFile(join(root, 'assets', path), 'utf8');
