import { fileURLToPath } from 'node:url';
import { buildTemplate } from '../build-template.ts';
import type { ExecutorKind } from '../src/domain/settings/executor-kind.ts';

const folder = fileURLToPath(new URL('../assets/stack', import.meta.url));

/** The template that glfr brings for an executor kind, as the build makes it. */
export const bundledTemplate = (kind: ExecutorKind = 'docker-autoscaler'): string =>
  buildTemplate(folder, kind);
