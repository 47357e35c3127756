import { describe, expect, it } from 'vitest';
import { bundleText } from '../../../src/domain/doctor/bundle.ts';
import { diagnose } from '../../../src/domain/doctor/diagnose.ts';
import { known, unknown } from '../../../src/domain/doctor/fact.ts';
import type { Facts } from '../../../src/domain/doctor/facts.ts';
import { scrub } from '../../../src/domain/doctor/scrub.ts';
import type { LogEvent } from '../../../src/domain/logs/log-event.ts';
import { deployment, failed, healthy, now, service, stack } from './healthy.ts';

/** Made so that no scanner takes this file for a leak. */
const made = (prefix: string, rest = 'Zx9Yw8Vu7Ts6Rq5Po4Nm') => prefix + rest;
const tokens = [
  ...['glrt-t1_', 'glpat-', 'glrtr-', 'glcbt-64_', 'GR1348941', 'gldt-', 'glptt-'].map((one) => made(one)),
  ...[made('AK' + 'IA', 'ABCDEFGHIJKLMNOP'), made('AS' + 'IA', 'ABCDEFGHIJKLMNOP')],
  ...[made('gh' + 'p_'), made('xo' + 'xb-'), made('dckr' + '_pat_')],
  `${made('ey' + 'J')}.${made('ey' + 'J')}.${made('s')}`,
];
const inHand = 'house-token-of-our-own';
/** Where a word before it is what gives it away. */
const assigned = [
  'password=',
  'secret: ',
  'token = "',
  'Authorization: Bearer ',
  'PRIVATE-TOKEN: ',
  'https://me:',
];
const bare = made('');
const words = [
  ...tokens,
  inHand,
  ...assigned.map((before) => `${before}${bare}${before.startsWith('https') ? '@host/x' : ' x'}`),
  `https://b.s3.amazonaws.com/k?X-Amz-Signature=${bare}&X-Amz-Security-Token=${bare}`,
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${bare}\n-----END OPENSSH PRIVATE KEY-----`,
];
const dirty = `before ${words.join(' ')} after`;
const line = (message: string): LogEvent => ({ id: 'e', time: now, ingestedAt: now, stream: 's', message });

function dirtyBundle(): string {
  const facts: Facts = healthy({
    identity: known({ account: '1', arn: dirty, region: dirty }),
    stack: known(
      stack(
        { RunnerToken: bare, RunnerToml: dirty, HttpProxy: `http://u:${bare}@proxy` },
        { tags: { x: dirty }, statusReason: dirty },
      ),
    ),
    service: known(
      service({
        deployments: [deployment({ rolloutReason: dirty })],
        events: [{ id: 'e', time: now, message: dirty }],
      }),
    ),
    tasks: known([failed(dirty)]),
    drift: unknown(dirty, dirty),
  });
  return bundleText({
    ...{ facts, result: { healthy: true, checks: diagnose(facts) }, versions: ['glfr 1.2.3', dirty] },
    stackEvents: known([
      { id: 'e', time: now, logicalId: dirty, resourceType: 'X', status: 'CREATE_FAILED', reason: dirty },
    ]),
    ...{ log: known([line(dirty), line(JSON.stringify({ msg: dirty, token: bare }))]), inHand: [inHand, ''] },
  });
}

describe('the report of --bundle', () => {
  it('has no secret, wherever one stood', () => {
    const text = dirtyBundle();
    for (const secret of [...tokens, inHand, bare]) expect(text).not.toContain(secret);
    expect(text.match(/before \[redacted\]/g)?.length).toBeGreaterThan(9);
  });

  it.each(words)('scrubs %s', (word) => {
    const text = scrub(`before ${word} after`, [inHand]);
    expect(text).toMatch(/^before [\s\S]*\[redacted\][\s\S]* after$/);
    for (const secret of [...tokens, inHand, bare]) expect(text).not.toContain(secret);
  });

  it('leaves what is no secret as it is', () => {
    const plain =
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:TokenSecret-a1b2 i-0a1b2c3d4e5f60718 https://gitlab.example.com/group/app';
    expect(scrub(plain)).toBe(plain);
  });

  it('has everything a colleague asks for, and says what was not read', () => {
    const facts = healthy({ tasks: known([failed('CannotPullContainerError: x')]) });
    const text = bundleText({
      ...{ facts, result: { healthy: false, checks: diagnose(facts) }, versions: ['glfr 1.2.3'] },
      ...{ stackEvents: unknown('AWS does not allow it'), log: known([]), inHand: [] },
    });
    expect(text.match(/^== .+ ==$/gm)).toEqual([
      ...['== Versions ==', '== Checks ==', '== Stack ==', '== Settings ==', '== Stack events =='],
      ...['== Service events ==', '== Stopped tasks ==', '== Log of the manager =='],
    ]);
    expect(text).toContain('glfr 1.2.3\nlooked at 2026-11-24T12:00:00.000Z');
    expect(text).toMatch(/^NG {4}manager\/image-pull {2}.+\n {6}try {2}glfr deploy --manager-image IMAGE/m);
    expect(text).toContain('== Stack events ==\n(not read: AWS does not allow it)');
    expect(text).toContain('Concurrency = 4');
    expect(text).not.toContain('RunnerToken');
    expect(text).toMatch(/t1 ci-manager:3 TaskFailedToStart CannotPullContainerError: x/);
    expect(text.endsWith('== Log of the manager ==\n(none)\n')).toBe(true);
  });
});
