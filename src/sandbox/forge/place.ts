export const gitlabHost = 'gitlab.sandbox.example';
export const gitlabUrl = `https://${gitlabHost}`;
export const gitlabVersion = '19.3.1-ee';
/** Of the addresses set aside for documentation: public, and no one's. */
export const gitlabAddresses = ['203.0.113.10', '203.0.113.11'];

/** What else a runner asks for by name. */
export const registryAddresses: Readonly<Record<string, readonly string[]>> = {
  'registry.gitlab.com': ['203.0.113.20'],
  'public.ecr.aws': ['203.0.113.30'],
  'registry-1.docker.io': ['203.0.113.40', '203.0.113.41'],
};
