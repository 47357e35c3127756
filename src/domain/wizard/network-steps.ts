import { recommendedSubnets, recommendedVpc } from '../network/recommend.ts';
import type { NetworkSnapshot, Subnet, Vpc } from '../network/snapshot.ts';
import { kindLabel, subnetKind } from '../network/subnet-kind.ts';
import { settings } from '../settings/declaration.ts';
import type { Choice } from './question.ts';
import type { WizardState } from './state.ts';
import type { Step } from './step.ts';

export const vpcStep: Step = {
  key: 'vpc',
  given: '--vpc',
  open: ({ draft }) => draft.vpc === undefined,
  question: ({ defaults }, { snapshot, works }) => {
    const preferred = defaults.vpc ?? recommendedVpc(snapshot, works)?.id;
    return {
      kind: 'select',
      key: 'vpc',
      flag: '--vpc',
      message: settings.vpc.question ?? '',
      choices: snapshot.vpcs.map((vpc) => vpcChoice(snapshot, vpc)),
      ...(preferred && { default: preferred }),
    };
  },
  accept: (state, answer) => ({ ...state, draft: { ...state.draft, vpc: String(answer) } }),
  fallback: ({ defaults }, { snapshot, works }) => defaults.vpc ?? recommendedVpc(snapshot, works)?.id,
};

export const subnetsStep: Step = {
  key: 'subnets',
  given: '--subnet (none with a way out and enough free addresses was found to propose)',
  open: ({ draft }) => draft.subnets === undefined,
  question: (state, { snapshot }) => ({
    kind: 'checkbox',
    key: 'subnets',
    flag: '--subnet',
    message: settings.subnets.question ?? '',
    choices: snapshot.subnets
      .filter(({ vpcId }) => vpcId === state.draft.vpc)
      .toSorted((a, b) => a.zone.localeCompare(b.zone))
      .map((subnet) => subnetChoice(snapshot, subnet)),
    defaults: proposed(state, snapshot),
  }),
  accept: (state, answer) => ({ ...state, draft: { ...state.draft, subnets: answer as string[] } }),
  fallback: (state, { snapshot }) => {
    const subnets = proposed(state, snapshot);
    return subnets.length > 0 ? subnets : undefined;
  },
};

/** The stack's own subnets, as long as they are still in the chosen VPC; else the recommended ones. */
function proposed({ draft, defaults }: WizardState, snapshot: NetworkSnapshot): readonly string[] {
  const inVpc = snapshot.subnets.filter(({ vpcId }) => vpcId === draft.vpc).map(({ id }) => id);
  const kept = (defaults.subnets ?? []).filter((id) => inVpc.includes(id));
  if (kept.length > 0) return kept;
  const recommended = recommendedSubnets(snapshot, draft.vpc ?? '').map(({ id }) => id);
  const kind = draft.executor ?? defaults.executor ?? 'docker-autoscaler';
  // The other kinds make executors in one subnet only.
  return kind === 'docker-autoscaler' ? recommended : recommended.slice(0, 1);
}

function vpcChoice(snapshot: NetworkSnapshot, vpc: Vpc): Choice {
  const subnets = snapshot.subnets.filter(({ vpcId }) => vpcId === vpc.id);
  const kinds = new Set(subnets.map((subnet) => kindLabel[subnetKind(snapshot, subnet)]));
  const summary =
    subnets.length === 0
      ? 'no subnets'
      : `${subnets.length} ${subnets.length === 1 ? 'subnet' : 'subnets'}: ${[...kinds].join('; ')}`;
  return {
    value: vpc.id,
    label: `${vpc.id}  ${vpc.name ?? (vpc.isDefault ? 'default VPC' : '')}`.trimEnd(),
    hint: `${vpc.cidrs.join(' ')} · ${summary}`,
    ...(subnets.length === 0 && { disabled: 'no subnets' }),
  };
}

function subnetChoice(snapshot: NetworkSnapshot, subnet: Subnet): Choice {
  return {
    value: subnet.id,
    label: `${subnet.id}  ${subnet.name ?? ''}`.trimEnd(),
    hint: `${subnet.zone} · ${kindLabel[subnetKind(snapshot, subnet)]} · ${subnet.freeAddresses} free addresses`,
    ...(subnet.freeAddresses < 1 && { disabled: 'no free address' }),
  };
}
