import { GlfrError } from '../domain/error.ts';
import type { StackRow } from '../domain/result/ls.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackRow } from '../domain/stack/stack-row.ts';
import { isThere } from '../domain/stack/status.ts';
import type { RegionsPort, StackPort } from './ports.ts';

interface Deps {
  stacks: StackPort;
  regions: RegionsPort;
}

interface Input {
  /** `all`: every region the account has switched on; empty: the one that is set. */
  regions: readonly string[] | 'all';
  /** Of this glfr. */
  version: string;
}

export interface Listed {
  rows: StackRow[];
  /** Regions that could not be read, each with why. */
  unread: { region: string; error: GlfrError }[];
}

/** The glfr stacks of the account. A region that cannot be read does not hide the others; when none can, its error is thrown. */
export async function listStacks({ regions, version }: Input, deps: Deps): Promise<Listed> {
  if (regions.length === 0) return { rows: rowsOf(await deps.stacks.list(), version), unread: [] };
  const names = regions === 'all' ? await deps.regions.enabled() : [...new Set(regions)];
  const reads = names.map((region) => readRegion(region, deps.regions));
  const read = await Promise.all(reads);
  const unread = read.flatMap(({ region, error }) => (error ? [{ region, error }] : []));
  const [first] = unread;
  if (first && unread.length === names.length) throw first.error;
  return {
    rows: rowsOf(
      read.flatMap(({ stacks = [] }) => stacks),
      version,
    ),
    unread,
  };
}

async function readRegion(
  region: string,
  port: RegionsPort,
): Promise<{ region: string; stacks?: Stack[]; error?: GlfrError }> {
  try {
    return { region, stacks: await port.stacksIn(region).list() };
  } catch (error) {
    if (!(error instanceof GlfrError) || error.code === 'interrupted') throw error;
    return { region, error };
  }
}

/** By region and name; one stack once, whichever regions led to it. */
function rowsOf(stacks: readonly Stack[], version: string): StackRow[] {
  const real = stacks.filter(isThere);
  const rows = [...new Map(real.map((stack) => [stack.id, stackRow(stack, version)])).values()];
  return rows.toSorted((a, b) => a.region.localeCompare(b.region) || a.stackName.localeCompare(b.stackName));
}
