import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GlfrError, hasCode } from '../../src/domain/error.ts';
import { redact } from '../../src/domain/redact.ts';

const secretPart = fc.stringMatching(/^[A-Za-z0-9_-]{20}(\.[a-z0-9]{2}\.[a-z0-9]{9})?$/);
const token = fc
  .tuple(
    fc.constantFrom('glrt-', 'glrtr-', 'glpat-', 'glrt-t1_', 'GR1348941', 'acme-glrt-', 'gldt-'),
    secretPart,
  )
  .map(([prefix, secret]) => ({ secret, text: `${prefix}${secret}` }));
/** What may stand right before a token: quotes, escapes, URL escapes, names. */
const before = fc.constantFrom(
  '',
  ' ',
  '"',
  '=',
  '\\n',
  '%3D',
  '_',
  'token',
  '\\"token\\":\\"',
  'https://oauth2:',
);
const around = fc.tuple(
  fc.string(),
  before,
  token,
  fc.constantFrom('', ' ', '"', '\\n', '@gitlab.com', '&x=1'),
);

describe('no token survives', () => {
  test('wherever it stands in a text', () => {
    fc.assert(
      fc.property(around, fc.string(), ([head, lead, { secret, text }, trail], tail) => {
        expect(redact(`${head}${lead}${text}${trail}${tail}`)).not.toContain(secret);
      }),
      { numRuns: 1000 },
    );
  });

  test('in an error: neither in its message, its suggestions nor its stack', () => {
    fc.assert(
      fc.property(token, ({ secret, text }) => {
        const error = new GlfrError({
          code: 'x',
          message: `GitLab says ${text}`,
          suggestions: [`try ${text}`],
        });
        expect([error.message, error.stack, ...error.suggestions].join()).not.toContain(secret);
      }),
    );
  });

  test.each([
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENG', 'AWS_SECRET_ACCESS_KEY=[redacted]'],
    ['{"SecretAccessKey": "wJalrXUtnFEMIK7MDENG"}', '{"SecretAccessKey": "[redacted]"}'],
    ['{\\"sessionToken\\":\\"FwoGZXIvYXdzE\\"}', '{\\"sessionToken\\":\\"[redacted]"}'],
    ['PRIVATE-TOKEN: abcdefghijkl', 'PRIVATE-TOKEN: [redacted]'],
    ['password = hunter2hunter2', 'password = [redacted]'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

test.each([
  'The stack glfr-production is UPDATE_COMPLETE.',
  'glfr-ExecutorGroup-1ABCDEFGHIJKL',
  'not authorized to perform: secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:123456789012:secret:TokenSecret-AbCdEf',
  'global-accelerator, glacier-deep-archive, single-instance',
  "the runner's token (glrt-…) is missing; set GLFR_RUNNER_TOKEN or --token-file FILE",
])('what is no secret stays readable: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test('an error is known by its code', () => {
  const error = new GlfrError({ code: 'stack.not-found', message: 'no such stack', exitCode: 3 });
  expect(hasCode(error, 'other', 'stack.not-found')).toBe(true);
  expect(hasCode(error, 'other')).toBe(false);
  expect(hasCode(new Error('stack.not-found'), 'stack.not-found')).toBe(false);
  expect(new GlfrError({ code: 'x', message: 'y' }).exitCode).toBe(1);
});
