import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Selection } from '../../../src/domain/logs/selection.ts';
import { logFormatter } from '../../../src/ui/logs/format.ts';

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});
afterAll(() => void vi.unstubAllEnvs());

const start = Date.UTC(2026, 10, 23, 12);
const style = { utc: true, isTty: false, colour: false, now: () => start };

/**
 * Lines of gitlab-runner 12 to 19 in each of its formats (facts: operations 4.1 to 4.5), as a person and as a program
 * sees them. A line that begins with # is about those below it.
 */
test.each(['runner', 'text', 'json'])('the format %s', async (name) => {
  const lines = readFileSync(new URL(`./golden/${name}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const [pretty, logfmt] = [
    logFormatter({ ...style, format: 'pretty' }),
    logFormatter({ ...style, format: 'logfmt' }),
  ];
  const selection = new Selection({ noise: false, context: 0 });
  const written = lines.map((message, index) => {
    if (message.startsWith('# ')) return message;
    const time = start + index * 1000;
    const event = { id: `e${index}`, time, ingestedAt: time, stream: 'manager/manager/1', message };
    const [shown] = selection.take([event]);
    return `${shown ? pretty(shown) : '(routine)'}\n    ${logfmt({ event })}`;
  });
  const text = `${written.join('\n')}\n`;
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
});
