import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTemplate } from '../build-template.ts';
import type { ExecutorKind } from '../src/domain/settings/executor-kind.ts';

const folder = fileURLToPath(new URL('../assets/stack', import.meta.url));

const built = new Map<ExecutorKind, string>();

/** The template that glfr brings for an executor kind, as the build makes it, or for a VPC's endpoints. */
export function bundledTemplate(name: ExecutorKind | 'endpoints' = 'docker-autoscaler'): string {
  if (name === 'endpoints') return readFileSync(join(folder, '..', 'endpoints.yml'), 'utf8');
  const text = built.get(name) ?? buildTemplate(folder, name);
  built.set(name, text);
  return text;
}
