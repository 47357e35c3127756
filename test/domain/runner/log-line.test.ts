import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goDurationMs } from '../../../src/domain/runner/go-duration.ts';
import { parseLogLine } from '../../../src/domain/runner/log-line.ts';
import { type FieldValue, formatRecord } from '../../../src/domain/simulation/log-record.ts';

const esc = '\u001b';

test('JSON: durations stay nanoseconds, nested values become their JSON, clashing names keep their prefix', () => {
  const line = String.raw`{"StopSignal":3,"build info":"sha=1; ref=x","fields.time":1000000000,"job":5,"level":"warning","msg":"hi\nthere = x","nil":null,"slots":{"0":"k"},"time":"2026-11-23T22:06:29.279022399Z","took":65337683491}`;
  expect(parseLogLine(line)).toEqual({
    kind: 'runner',
    time: Date.UTC(2026, 10, 23, 22, 6, 29, 279),
    level: 'warning',
    msg: 'hi\nthere = x',
    fields: {
      StopSignal: 3,
      'build info': 'sha=1; ref=x',
      'fields.time': 1_000_000_000,
      job: 5,
      nil: 'null',
      slots: '{"0":"k"}',
      took: 65_337_683_491,
    },
  });
});

test('text: a line of a real docker-autoscaler (17.5), with a key that holds a space', () => {
  const line =
    'time="2024-11-13T09:57:25Z" level=info msg="plugin initialized" build info="sha=85c314ff; ref=refs/pipelines/1528252336; go=go1.23.2; built_at=2024-11-05T15:20:21+0000; os_arch=linux/amd64" runner=11Qjxy-Gi subsystem=taskscaler version=v0.6.0';
  expect(parseLogLine(line)).toEqual({
    kind: 'runner',
    time: Date.UTC(2024, 10, 13, 9, 57, 25),
    level: 'info',
    msg: 'plugin initialized',
    fields: {
      'build info':
        'sha=85c314ff; ref=refs/pipelines/1528252336; go=go1.23.2; built_at=2024-11-05T15:20:21+0000; os_arch=linux/amd64',
      runner: '11Qjxy-Gi',
      subsystem: 'taskscaler',
      version: 'v0.6.0',
    },
  });
});

test('text: quoted as Go quotes, as logrus 1.9.3 wrote it', () => {
  const line = String.raw`time="2026-11-23T22:06:29.279247116Z" level=warning msg="hi = there" StopSignal=quit b=true build info="sha=1; x" empty= error="a <b> & \u2028 \x01 \x7f \"q\" é" f=1 nil="<nil>" slots="map[0:k]" took=1m5.337683491s`;
  expect(parseLogLine(line)).toMatchObject({
    msg: 'hi = there',
    fields: {
      StopSignal: 'quit',
      b: true,
      'build info': 'sha=1; x',
      empty: '',
      error: 'a <b> & \u2028 \u0001 \u007f "q" é',
      f: 1,
      nil: '<nil>',
      slots: 'map[0:k]',
      took: '1m5.337683491s',
    },
  });
});

test('runner: coloured by level, unquoted, with values that hold spaces', () => {
  const removal =
    `${esc}[0;33mWARNING: Requesting machine removal               ${esc}[0;m ` +
    ` ${esc}[0;33mlifetime${esc}[0;m=2m3s ${esc}[0;33mname${esc}[0;m=runner-abc-1700000000-0a1b2c3d` +
    ` ${esc}[0;33mnow${esc}[0;m=2026-01-02 03:04:05.6 +0000 UTC m=+12.3 ${esc}[0;33mreason${esc}[0;m=too many idle machines`;
  expect(parseLogLine(removal)).toEqual({
    kind: 'runner',
    level: 'warning',
    msg: 'Requesting machine removal',
    fields: {
      lifetime: '2m3s',
      name: 'runner-abc-1700000000-0a1b2c3d',
      now: '2026-01-02 03:04:05.6 +0000 UTC m=+12.3',
      reason: 'too many idle machines',
    },
  });
  const received = `Checking for jobs... received                      ${esc}[0;m  job${esc}[0;m=325322759 runner${esc}[0;m=PhhwwRyV`;
  expect(parseLogLine(received)).toEqual({
    kind: 'runner',
    level: 'info',
    msg: 'Checking for jobs... received',
    fields: { job: 325_322_759, runner: 'PhhwwRyV' },
  });
});

test('runner: read as well as can be where the colours are gone', () => {
  const line =
    'ERROR: Job failed (system failure): exit status 1    duration_s=3.2 error=exit status 1 job=7 project=2';
  expect(parseLogLine(line)).toEqual({
    kind: 'runner',
    level: 'error',
    msg: 'Job failed (system failure): exit status 1',
    fields: { duration_s: 3.2, error: 'exit status 1', job: 7, project: 2 },
  });
});

test.each([
  '',
  'panic: runtime error',
  '{"level":"info"',
  '{"hello":1}',
  '[1]',
  'time="x" and more',
  'time="2026-11-23T09:00:00Z" level=info msg="cut',
  'time="2026-11-23T09:00:00Z" level=info msg=a b',
  '+ echo hi',
])('anything else is left as it is: %s', (text) => {
  expect(parseLogLine(text)).toEqual({ kind: 'other', text });
});

const fieldName = fc
  .stringMatching(/^[a-z][a-z_-]{0,12}$/)
  .filter((name) => !['time', 'msg', 'level'].includes(name));
const fields = fc.dictionary(
  fieldName,
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()),
);

test('whatever a JSON value holds, it comes back as that value and no other field appears', () => {
  fc.assert(
    fc.property(fields, fc.string(), fc.integer({ min: 0, max: 4e12 }), (given, msg, time) => {
      const line = formatRecord({
        time,
        level: 'info',
        msg,
        fields: given satisfies Record<string, FieldValue>,
      });
      const parsed = parseLogLine(line);
      expect(parsed).toMatchObject({ kind: 'runner', time, level: 'info', msg });
      expect(parsed.kind === 'runner' && Object.entries(parsed.fields).toSorted()).toEqual(
        Object.entries(given).toSorted(),
      );
    }),
  );
});

/** Go's strconv.Quote for what fast-check makes. */
function quote(text: string): string {
  const body = text.replace(/["\\]|[^ -~]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') return `\\${character}`;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x1_0000
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${body}"`;
}

test('whatever a logfmt value holds, it comes back as that value and no other field appears', () => {
  const texts = fc.dictionary(
    fieldName,
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  );
  fc.assert(
    fc.property(texts, fc.string(), (given, msg) => {
      const pairs = Object.entries(given).map(([key, value]) => ` ${key}=${quote(value)}`);
      const line = `time="2026-11-23T09:00:00Z" level=info msg=${quote(msg)}${pairs.join('')}`;
      const parsed = parseLogLine(line);
      expect(parsed).toMatchObject({ kind: 'runner', msg });
      expect(parsed.kind === 'runner' && Object.entries(parsed.fields)).toEqual(Object.entries(given));
    }),
  );
});

test('no text, however long, is slow to read', () => {
  const long = `${' a'.repeat(60_000)}${' '.repeat(60_000)}${'a'.repeat(60_000)}`;
  expect(parseLogLine(`x${long}`).kind).toBe('other');
  expect(parseLogLine(`x${esc}[0;m${long}`)).toMatchObject({ kind: 'runner', fields: {} });
  expect(parseLogLine(`time="${long}`).kind).toBe('other');
  expect(parseLogLine(`time=""${long}`).kind).toBe('other');
});

test('a Go duration is read in both its forms', () => {
  expect(goDurationMs(65_337_683_491)).toBeCloseTo(65_337.683491, 6);
  expect(goDurationMs('1m5.337683491s')).toBeCloseTo(65_337.683491, 6);
  expect(goDurationMs('108.261391ms')).toBeCloseTo(108.261391, 6);
  expect(goDurationMs('2h0m0.5s')).toBe(7_200_500);
  expect(goDurationMs('soon')).toBeUndefined();
  expect(goDurationMs(undefined)).toBeUndefined();
});
