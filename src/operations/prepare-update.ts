import type { GlfrEvent } from '../domain/event.ts';
import { versionTag } from '../domain/stack/make-plan.ts';
import { stackTag } from '../domain/stack/stack.ts';
import { type PreparedChangeSet, prepareChangeSet } from './change-set.ts';
import type { DeployInput, MadeRunner, RolloutDeps } from './rollout.ts';

/** The change set that carries out a plan, or `undefined` when there is nothing to change. */
export async function* prepareUpdate(
  input: DeployInput,
  runner: MadeRunner,
  deps: Pick<RolloutDeps, 'stacks' | 'clock'>,
): AsyncGenerator<GlfrEvent, PreparedChangeSet | undefined, void> {
  const { plan } = input;
  yield { type: 'phase.started', phase: 'change-set', text: 'Preparing the change set' };
  const prepared = yield* prepareChangeSet(
    {
      stackName: plan.stackName,
      kind: plan.action === 'create' ? 'CREATE' : 'UPDATE',
      template: input.template,
      parameters: {
        ...plan.parameters,
        ...(runner.token && { RunnerToken: { value: runner.token } }),
        ...(runner.token && { TokenSetAt: { value: new Date(deps.clock.now()).toISOString() } }),
        ...(runner.id !== undefined && { RunnerId: { value: String(runner.id) } }),
      },
      tags: { [stackTag]: plan.stackName, ...stackTags(input) },
    },
    deps,
  );
  if (!prepared)
    yield { type: 'phase.ended', phase: 'change-set', text: 'Nothing to change', outcome: 'skipped' };
  return prepared;
}

/** What the stack has stays; AWS's own tags cannot be given. */
function stackTags({ existing, settings, version }: DeployInput): Record<string, string> {
  const kept = Object.entries(existing?.tags ?? {}).filter(([key]) => !key.startsWith('aws:'));
  const asked = settings.awsTags.map((tag) => [
    tag.slice(0, tag.indexOf('=')),
    tag.slice(tag.indexOf('=') + 1),
  ]);
  return { ...Object.fromEntries([...kept, ...asked]), [versionTag]: version };
}
