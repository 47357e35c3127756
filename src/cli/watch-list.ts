import { hasCode } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { ExecutorList } from '../domain/result/executor-list.ts';
import { watchExecutors } from '../operations/watch-executors.ts';
import { isDrawn } from '../ui/list/format.ts';
import type { ExecutorChoice } from './executor-choice.ts';
import type { Session } from './session.ts';

interface Input {
  stackName?: string | undefined;
  all: boolean;
  prices: PriceTable;
  everyMs: number;
}

interface Shows {
  show(list: ExecutorList): Promise<void>;
  close(): Promise<void>;
}

/** The list again and again. Ctrl-C is how watching ends, so it is no failure. */
export async function watchList(input: Input, choice: ExecutorChoice, session: Session): Promise<void> {
  const canDraw = session.screen.isTty && isDrawn(choice.format);
  const view = canDraw ? await drawn(choice, session) : await appended(choice, session);
  try {
    for await (const event of watchExecutors(input, session.deps))
      if (event.type === 'executors.listed') await view.show(event.list);
  } catch (error) {
    if (!hasCode(error, 'interrupted')) throw error;
  } finally {
    await view.close();
  }
}

async function drawn(choice: ExecutorChoice, session: Session): Promise<Shows> {
  const { openWatchView } = await import('./open-watch-view.ts');
  const { WatchedList } = await import('../ui/executors/watched-list.ts');
  const { deps, screen } = session;
  return new WatchedList({
    view: await openWatchView(session),
    choose: choice.choose,
    layout: (rows, columns) => choice.layout(rows, { ...screen, columns }, deps.clock.now()),
  });
}

async function appended(choice: ExecutorChoice, session: Session): Promise<Shows> {
  const { WatchLines } = await import('../ui/executors/watch-lines.ts');
  const changes = new WatchLines();
  let said = '';
  return {
    async show(list) {
      const lacking = list.lacking.join('\n');
      if (lacking !== said && lacking !== '') session.aside(`! ${lacking}`);
      said = lacking;
      const rows = choice.choose(list.rows);
      await session.print(changes.lines(rows, choice.layout(rows, session.screen, session.deps.clock.now())));
    },
    close: async () => {},
  };
}
