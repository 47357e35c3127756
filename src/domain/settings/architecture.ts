import type { Settings } from './declaration.ts';

/**
 * CPU architecture of an EC2 instance type: Graviton families carry a `g` after their generation (`m7g`, `c8gd`,
 * `t4g`); `a1` is the first one. Source: EC2 instance type naming conventions.
 */
export function architectureOf(instanceType: string): 'x86_64' | 'arm64' {
  const family = instanceType.split('.')[0] ?? '';
  return family === 'a1' || /^[a-z]+\d+g/.test(family) ? 'arm64' : 'x86_64';
}

/** Of the executors: the one that is said, else that of the preferred type. */
export const architectureFor = ({
  architecture,
  instanceTypes,
}: Pick<Settings, 'architecture' | 'instanceTypes'>): 'x86_64' | 'arm64' =>
  architecture === 'auto' ? architectureOf(instanceTypes[0] ?? '') : architecture;
