export const gitlabHost = 'gitlab.sandbox.example';
export const gitlabUrl = `https://${gitlabHost}`;
export const gitlabVersion = '19.3.1-ee';
/** Of the addresses set aside for documentation: public, and no one's. */
export const gitlabAddresses = ['203.0.113.10', '203.0.113.11'];
