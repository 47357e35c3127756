import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './glfr.ts';

export interface ManifestCommand {
  id: string;
  summary?: string;
  description?: string;
  changes?: string;
  needs?: string;
  examples?: string[];
  strict: boolean;
  flags: Record<
    string,
    { description?: string; options?: string[]; allowNo?: boolean; type: string; env?: string }
  >;
}

/** What oclif wrote down of every command at the build, in the order of their names. */
export const manifestCommands = (): ManifestCommand[] => {
  const text = readFileSync(join(root, 'oclif.manifest.json'), 'utf8');
  return Object.values((JSON.parse(text) as { commands: Record<string, ManifestCommand> }).commands);
};

export const typedAs = ({ id }: ManifestCommand): string => id.replaceAll(':', ' ');
