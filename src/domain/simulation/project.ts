/** A GitLab project that jobs come from. */
export interface Project {
  id: number;
  fullPath: string;
  namespaceId: number;
  /** The names of a pipeline's jobs, in order; a pipeline of n jobs has the first n. */
  jobs: readonly [string, ...string[]];
}

/** The made-up projects of the sandbox. */
export const sampleProjects: readonly [Project, ...Project[]] = [
  { id: 214, fullPath: 'acme/web/storefront', namespaceId: 31, jobs: ['build', 'unit', 'lint', 'e2e'] },
  { id: 231, fullPath: 'acme/web/admin', namespaceId: 31, jobs: ['build', 'test', 'bundle-size'] },
  { id: 118, fullPath: 'acme/platform/api', namespaceId: 17, jobs: ['compile', 'test', 'lint', 'openapi'] },
  { id: 127, fullPath: 'acme/platform/billing', namespaceId: 17, jobs: ['test', 'contract', 'image'] },
  { id: 342, fullPath: 'acme/data/reports', namespaceId: 44, jobs: ['pytest', 'mypy', 'wheel'] },
  { id: 77, fullPath: 'acme/infra/terraform', namespaceId: 9, jobs: ['validate', 'plan', 'tflint'] },
  { id: 405, fullPath: 'acme/mobile/android', namespaceId: 52, jobs: ['assemble', 'unit', 'detekt', 'apk'] },
  { id: 63, fullPath: 'acme/docs', namespaceId: 5, jobs: ['pages', 'links'] },
];
