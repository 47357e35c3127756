import { type Askable, askable, type InsightsQuestion } from '../domain/check/insights.ts';
import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { ReachPath } from '../domain/network/result.ts';
import type { AwsOpinion } from '../domain/result/check.ts';
import { againWithout } from '../domain/typed-command.ts';
import { agree } from './agree.ts';
import type { Checked } from './check.ts';
import type { Clock, InsightsPort, Prompter } from './ports.ts';

interface Deps {
  insights: InsightsPort;
  prompter: Prompter;
  clock: Clock;
}

/** As public write-ups have it; AWS's price list is what counts. */
const dollarsEach = 0.1;
const pollMs = 5000;
const patienceMs = 900_000;

type Ready = Extract<Askable, { question: InsightsQuestion }>;

/** AWS's second opinion, path by path, after the price and a yes. Everything it makes is deleted in every case. */
export async function* askAws(
  input: { confirmed: boolean },
  { report, snapshot, queries }: Checked,
  deps: Deps,
): Operation<Checked['report']> {
  const all = askable(snapshot, queries, report.paths);
  const ready = onePerQuestion(all.filter((one): one is Ready => 'question' in one));
  const opinions = new Map<ReachPath, AwsOpinion>();
  for (const one of all)
    if ('why' in one) opinions.set(one.path, { components: [], explanations: [], note: one.why });
  if (ready.length === 0) {
    yield {
      type: 'notice',
      level: 'info',
      text: 'AWS can answer none of these questions: no interface is there to ask from',
    };
    return { ...report, opinions };
  }
  const price = `about $${(ready.length * dollarsEach).toFixed(2)}`;
  const text = `AWS charges each of ${ready.length} analyses, ${price} together: see Network Analysis in its VPC prices`;
  yield { type: 'notice', level: 'info', text };
  if (!input.confirmed) await agree(deps.prompter, { message: `Ask AWS, for ${price}?`, default: false });
  const answers = yield* askAll(
    ready.map(({ question }) => question),
    deps,
  );
  for (const [index, { path }] of ready.entries()) opinions.set(path, answers[index] ?? late);
  return { ...report, opinions };
}

const late: AwsOpinion = { components: [], explanations: [], note: 'no answer within 15 minutes' };

/** Several paths may stand for one and the same question; it is paid once. */
function onePerQuestion(all: readonly Ready[]): Ready[] {
  return [...new Map(all.map((one) => [JSON.stringify(one.question), one])).values()];
}

interface Made {
  pathId: string;
  analysisId?: string;
  answer?: AwsOpinion;
}

/** All at once: one analysis takes minutes, and executors do not wait for it. */
async function* askAll(
  questions: readonly InsightsQuestion[],
  deps: Deps,
): AsyncGenerator<GlfrEvent, (AwsOpinion | undefined)[], void> {
  const { insights, clock } = deps;
  const made: Made[] = [];
  try {
    for (const question of questions) {
      const one: Made = { pathId: await insights.createPath(question) };
      made.push(one);
      one.analysisId = await insights.start(one.pathId);
    }
    const end = clock.now() + patienceMs;
    while (made.some(({ answer }) => !answer) && clock.now() < end) {
      yield { type: 'waiting', text: "AWS's answers" };
      await clock.sleep(pollMs);
      for (const one of made)
        if (!one.answer && one.analysisId) {
          const answer = await insights.answer(one.analysisId);
          if (answer) one.answer = answer;
        }
    }
    return made.map(({ answer }) => answer);
  } catch (error) {
    throw hasCode(error, 'aws.denied') ? withPolicy(error) : error;
  } finally {
    yield* cleared(insights, made);
  }
}

async function* cleared(
  insights: InsightsPort,
  made: readonly Made[],
): AsyncGenerator<GlfrEvent, void, void> {
  const left: string[] = [];
  for (const { pathId, analysisId } of made) {
    if (analysisId) await insights.deleteAnalysis(analysisId).catch(() => left.push(analysisId));
    await insights.deletePath(pathId).catch(() => left.push(pathId));
  }
  if (left.length === 0) return;
  const text = `could not be deleted: ${left.join(', ')}`;
  yield { type: 'notice', level: 'warning', text, next: left.map(deletion).join(' && ') };
}

const deletion = (id: string): string =>
  id.startsWith('nia-')
    ? `aws ec2 delete-network-insights-analysis --network-insights-analysis-id ${id}`
    : `aws ec2 delete-network-insights-path --network-insights-path-id ${id}`;

/** Its permissions are many, and the lists that people write by hand are too short (facts: section 4). */
const withPolicy = ({ message, code, cause }: GlfrError): GlfrError =>
  new GlfrError({
    ...{ code, message, cause },
    suggestions: ['attach AmazonVPCReachabilityAnalyzerFullAccessPolicy', againWithout('--ask-aws')],
    exitCode: exitCode.denied,
  });
