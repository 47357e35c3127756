import { expect, test } from 'vitest';
import { knownNetworks } from '../../../src/sandbox/ec2/networks/known.ts';
import { ask } from './ask.ts';

test.each(knownNetworks.map((one) => [one.name, one] as const))('%s', (_, known) => {
  const { document, subnetId, publicIp, gitlab, verdict, codes } = known;
  const answer = ask(document, { from: subnetId, to: gitlab, publicIp: publicIp ?? false });
  expect({ verdict: answer.verdict, codes: [...new Set(answer.codes)] }).toEqual({ verdict, codes });
});
