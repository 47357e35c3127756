import { init } from '../operations/init.ts';
import { deployLines } from '../ui/results/deploy.ts';
import { type DeployFlags, gatherInit } from './gather.ts';
import type { Session } from './session.ts';

/** `init` and `deploy` differ only in whether anybody is asked. */
export async function runInit(
  flags: DeployFlags,
  session: Session,
  program: { root: string; version: string },
): Promise<void> {
  const input = await gatherInit(flags, session.world, program);
  const result = await session.perform(init(input, session.deps));
  await session.finish(result, async (shown) => deployLines(shown, session.screen));
}
