import { existsSync, readdirSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

/** One line of the table: what was measured, beside what, and what it may be at most. */
export interface Line {
  what: string;
  ours: string;
  against?: string;
  theirs?: string;
  /** The ratio, or without another beside it the figure itself. */
  measured: number;
  budget: number;
  unit: '×' | 'ms' | '/s';
}

const widths = [39, 10, 32, 9, 9, 9, 6];
const print = (cells: readonly string[]): void =>
  console.log(
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(' ')
      .trimEnd(),
  );

export const printHead = (): void => print(['WHAT', 'GLFR', 'BESIDE', 'THAT', 'MEASURED', 'BUDGET', 'SO']);

export function printLine({ what, ours, against = '', theirs = '', measured, budget, unit }: Line): void {
  const digits = unit === 'ms' && measured >= 10 ? 0 : 2;
  const so = measured <= budget ? 'within' : 'OVER';
  print([what, ours, against, theirs, `${measured.toFixed(digits)} ${unit}`, `≤ ${budget} ${unit}`, so]);
}

export const ms = (value: number): string => `${value.toFixed(0)} ms`;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The AWS CLI itself, where a version manager's shim stands before it: that is not what is measured. */
export function awsProgram(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const folder = folders.find((one) => existsSync(join(one, 'aws'))) ?? '';
  const versions = join(folder, '..', 'versions');
  if (basename(folder) !== 'shims' || !existsSync(versions)) return 'aws';
  const installed = readdirSync(versions).map((version) => join(versions, version, 'bin', 'aws'));
  return installed.find((file) => existsSync(file)) ?? 'aws';
}
