import type { Check, CheckGroup, Verdict } from './check.ts';
import type { Facts } from './facts.ts';
import { credentials, serviceLinkedRoles } from './judge-account.ts';
import { executorKind, imageAge, orphans, zoneBalance } from './judge-executors.ts';
import { runner, runnerVersion, token } from './judge-gitlab.ts';
import { imagePull, logDriver, secret, service, zoneRebalancing } from './judge-manager.ts';
import { addresses, offerings, reachability } from './judge-network.ts';
import { permissions } from './judge-permissions.ts';
import { fargateQuota, vcpuQuotas } from './judge-quotas.ts';
import { drift, stackStatus, templateVersion } from './judge-stack.ts';

type Judgement = (facts: Facts) => Verdict;

/** Every check, in the order of the tree; the ids are part of the `--json` contract. */
const judgements: Readonly<Record<CheckGroup, Readonly<Record<string, Judgement>>>> = {
  account: {
    credentials,
    permissions,
    'service-linked-roles': serviceLinkedRoles,
    'vcpu-quotas': vcpuQuotas,
    'fargate-quota': fargateQuota,
  },
  stack: { status: stackStatus, 'template-version': templateVersion, drift },
  network: { reachability, addresses, 'instance-types': offerings },
  manager: {
    service,
    'image-pull': imagePull,
    secret,
    'log-driver': logDriver,
    'zone-rebalancing': zoneRebalancing,
  },
  gitlab: { token, runner, 'runner-version': runnerVersion },
  executors: { kind: executorKind, 'az-rebalance': zoneBalance, 'image-age': imageAge, orphans },
};

/** The whole tree, from facts alone. */
export const diagnose = (facts: Facts): Check[] =>
  Object.entries(judgements).flatMap(([group, checks]) =>
    Object.entries(checks).map(([id, judge]) => ({ id, group: group as CheckGroup, ...judge(facts) })),
  );
