import { parseHost } from '../domain/check/ends.ts';
import { type Issue, issuesError, parseSettings } from '../domain/settings/parse.ts';
import type { CheckInput } from '../operations/check.ts';
import type { CheckValues } from './check-flags.ts';
import { readSnapshots, saveSnapshot } from './snapshot-file.ts';
import type { World } from './wiring.ts';

/** Flags of `glfr check` → its question, with the file it is answered from. */
export async function gatherCheck(flags: CheckValues, world: World): Promise<CheckInput> {
  const { save, scramble, snapshot = [] } = flags;
  const ask = askOf(flags);
  const file = snapshot.length > 0 ? await readSnapshots(snapshot) : undefined;
  return {
    ask,
    file,
    proposedUrl: world.proposals.draft.gitlabUrl,
    ...(save !== undefined && {
      save: (document) => saveSnapshot(save, document, { scrambled: scramble ?? false }),
    }),
  };
}

function askOf(flags: CheckValues): CheckInput['ask'] {
  const { from, to, stack } = flags;
  if (from !== undefined && to !== undefined) return { kind: 'ends', from, to };
  const { 'gitlab-url': url, subnet = [] } = flags;
  const { draft, issues } = parseSettings(url === undefined ? {} : { 'gitlab-url': url }, '--');
  const wrongIds = [
    ...wrongAmong('subnet', subnet),
    ...wrongAmong('security-group', flags['security-group'] ?? []),
  ];
  if (issues.length + wrongIds.length > 0) throw issuesError([...issues, ...wrongIds], 'check');
  return {
    kind: 'own',
    // A file has no stack, whatever the environment says.
    stackName: flags.snapshot ? undefined : stack,
    subnets: [...new Set(subnet)],
    securityGroups: flags['security-group'] ?? [],
    gitlabUrl: draft.gitlabUrl,
    ssh: flags['over-ssh'] ?? false,
    registries: (flags.registry ?? []).map(parseHost),
  };
}

/** A snapshot file may have ids that AWS would not give. */
function wrongAmong(flag: 'subnet' | 'security-group', ids: readonly string[]): Issue[] {
  const prefix = flag === 'subnet' ? 'subnet' : 'sg';
  const isId = new RegExp(`^${prefix}-[0-9a-z]+$`);
  return ids
    .filter((id) => !isId.test(id))
    .map(() => ({ place: `--${flag}`, problem: `an id such as ${prefix}-0a1b2c3d` }));
}
