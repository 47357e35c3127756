import type { SecurityGroup, SecurityRule } from './snapshot-interfaces.ts';

const everywhere: SecurityRule = {
  protocol: '-1',
  cidrs: ['0.0.0.0/0', '::/0'],
  prefixLists: [],
  groups: [],
};

/** The security groups the stack makes, before they are there; as assets/stack/network.yml writes them. */
export const managerGroup: SecurityGroup = {
  id: 'ManagerSecurityGroup',
  name: 'manager',
  vpcId: '',
  ingress: [],
  egress: [everywhere],
};

/** The manager's groups come in, on these ports. */
export const executorGroup = (ports: readonly number[], managers: readonly string[]): SecurityGroup => ({
  id: 'ExecutorSecurityGroup',
  name: 'executor',
  vpcId: '',
  ingress: ports.map((port) => ({
    protocol: 'tcp',
    ports: { from: port, to: port },
    cidrs: [],
    prefixLists: [],
    groups: managers.map((id) => ({ id })),
  })),
  egress: [everywhere],
});
