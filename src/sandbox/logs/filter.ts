import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { awsError } from '../aws-error.ts';
import type { LogEventRecord } from './store.ts';

type Test = (message: string) => boolean;

/** CloudWatch's patterns for unstructured text: words, "phrases", ?either and -without. */
function textTest(pattern: string): Test {
  if (/^\s*[{[]/.test(pattern)) {
    throw awsError('InvalidParameterException', 'The sandbox knows filter patterns of words only');
  }
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(
    ([, sign, phrase, word]) => ({
      sign,
      text: (phrase ?? word ?? '').replace(/\\(.)/g, '$1'),
    }),
  );
  const having = (wanted: string): string[] =>
    terms.filter(({ sign }) => sign === wanted).map(({ text }) => text);
  const [all, either, without] = [having(''), having('?'), having('-')];
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (either.length === 0 || either.some((text) => message.includes(text))) &&
    !without.some((text) => message.includes(text));
}

/** Does an event meet the request's streams and pattern? */
export function filterFor(input: FilterLogEventsCommandInput): (event: LogEventRecord) => boolean {
  const { logStreamNames, logStreamNamePrefix = '', filterPattern } = input;
  const test = filterPattern ? textTest(filterPattern) : () => true;
  return ({ stream, message }) =>
    stream.startsWith(logStreamNamePrefix) && (logStreamNames?.includes(stream) ?? true) && test(message);
}
