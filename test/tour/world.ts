import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from '../cli/glfr.ts';

const file = join(place, 'state', 'glfr', 'sandbox', 'world.ndjson');

interface Entry {
  at?: number;
  command?: string;
}

/**
 * Sets the sandbox's clock to so many of its minutes after the stack was asked for, and lets it run at this speed from
 * there, so that a tour that is taken again comes to the same moments.
 */
export function setClock(minutes: number, speed: number): void {
  const entries = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  const begun = entries.find(({ command }) => command === 'ExecuteChangeSet')?.at ?? 0;
  const entry = { at: begun + minutes * 60_000, clock: { wall: Date.now(), speed } };
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
