import { LogCursor } from '../domain/logs/cursor.ts';
import type { LogEvent } from '../domain/logs/log-event.ts';
import { type Slice, Slices } from '../domain/logs/slices.ts';
import { LogPass, type PassQuery } from './log-pass.ts';
import type { LogsPort } from './ports.ts';

type Events = AsyncGenerator<readonly LogEvent[], void, void>;

/** A slice whose first page is under way. */
interface Ahead {
  rest: Events;
  first: ReturnType<Events['next']>;
}

/** Pages under way at a time. AWS allows five requests a second in the whole account. */
const ahead = 2;

/**
 * All of a log from one moment on, in order, each event once. What is more than a page is cut into slices of time,
 * so that the next page is on its way while this one is shown: a token would only come with the page before it.
 */
export async function* readLog(
  query: PassQuery,
  { from, now }: { from: number; now: number },
  port: Pick<LogsPort, 'page'>,
): Events {
  const page = await port.page({ ...query, from });
  const last = page.events.at(-1)?.time;
  const whole = page.events.filter(({ time }) => time !== last);
  if (page.next === undefined || last === undefined || whole.length === 0) {
    yield* new LogPass(query, new LogCursor(from)).read(startingWith(page, port));
    return;
  }
  yield whole;
  // The newest millisecond may be cut in two by the page: it is read again as a whole.
  yield* readSlices(new Slices(page.events, last, { until: query.until, now }), query, port);
}

async function* readSlices(slices: Slices, query: PassQuery, port: Pick<LogsPort, 'page'>): Events {
  const begun: Ahead[] = [];
  for (;;) {
    while (begun.length < ahead) {
      const slice = slices.take();
      if (!slice) break;
      begun.push(begin(slice, query, port));
    }
    const head = begun.shift();
    if (!head) return;
    let events = 0;
    for (let step = await head.first; !step.done; step = await head.rest.next()) {
      events += step.value.length;
      yield step.value;
    }
    slices.learn(events);
  }
}

function begin(slice: Slice, query: PassQuery, port: Pick<LogsPort, 'page'>): Ahead {
  const rest = new LogPass({ ...query, until: slice.until }, new LogCursor(slice.from)).read(port);
  const first = rest.next();
  // Its failure is met when its turn comes.
  first.catch(() => undefined);
  return { rest, first };
}

/** A port whose first answer is known already. */
function startingWith(
  page: Awaited<ReturnType<LogsPort['page']>>,
  port: Pick<LogsPort, 'page'>,
): Pick<LogsPort, 'page'> {
  let given: typeof page | undefined = page;
  return {
    page: async (query) => {
      const answer = given ?? (await port.page(query));
      given = undefined;
      return answer;
    },
  };
}
