import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program that no npm package brings comes from. */
const sources = {
  moto_server: "pip install 'moto[server]'",
  aws: 'pip install awscli',
  'cfn-lint': 'pip install cfn-lint',
  shellcheck: 'apt-get install shellcheck',
  tmux: 'apt-get install tmux',
  zsh: 'apt-get install zsh',
  fish: 'apt-get install fish',
} as const;

/**
 * Are these programs here? Where one is missing its tests are skipped, and one line says so; in CI they run and
 * fail instead, so that nothing is left out there.
 */
export function outside(...names: (keyof typeof sources)[]): boolean {
  const missing = names.filter((name) => !isOnPath(name));
  if (missing.length === 0 || process.env.CI) return true;
  for (const name of missing) console.warn(`not tested here: ${name} is missing (${sources[name]})`);
  return false;
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
