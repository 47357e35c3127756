import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTemplate } from '../build-template.ts';
import type { ExecutorKind } from '../src/domain/settings/executor-kind.ts';

const folder = fileURLToPath(new URL('../assets/stack', import.meta.url));

/** The template that glfr brings for an executor kind, as the build makes it, or for a VPC's endpoints. */
export const bundledTemplate = (name: ExecutorKind | 'endpoints' = 'docker-autoscaler'): string =>
  name === 'endpoints'
    ? readFileSync(join(folder, '..', 'endpoints.yml'), 'utf8')
    : buildTemplate(folder, name);
