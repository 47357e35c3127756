import { parseHost } from '../domain/check/ends.ts';
import { issuesError, parseSettings } from '../domain/settings/parse.ts';
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
  const { 'gitlab-url': url, subnet } = flags;
  const given = { ...(url !== undefined && { 'gitlab-url': url }), ...(subnet && { subnet }) };
  const { draft, issues } = parseSettings(given, '--');
  if (issues.length > 0) throw issuesError(issues);
  return {
    kind: 'own',
    stackName: stack,
    subnets: draft.subnets ?? [],
    securityGroups: flags['security-group'] ?? [],
    gitlabUrl: draft.gitlabUrl,
    ssh: flags['over-ssh'] ?? false,
    registries: (flags.registry ?? []).map(parseHost),
  };
}
