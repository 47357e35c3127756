import type { Interfaces } from '@oclif/core';
import { readAsset } from '../assets.ts';
import { bashParts } from './bash.ts';
import { fishParts } from './fish.ts';
import { type Words, wordsOf } from './model.ts';
import { zshParts } from './zsh.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const partsFor: Record<Shell, (words: Words) => Record<string, string[]>> = {
  bash: bashParts,
  zsh: zshParts,
  fish: fishParts,
};

/** The whole script of one shell. It runs nothing of glfr when it completes. */
export async function completionScript(shell: Shell, config: Interfaces.Config): Promise<string> {
  const words = wordsOf(config);
  const parts: Record<string, string[]> = { ...partsFor[shell](words), version: [words.version] };
  const template = await readAsset(config.root, `completion/glfr.${shell}`);
  return template.replace(/%(\w+)%/g, (mark, name: string) => parts[name]?.join('\n') ?? mark);
}
