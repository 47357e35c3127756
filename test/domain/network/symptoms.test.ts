import { expect, it } from 'vitest';
import type { ReachPath } from '../../../src/domain/network/result.ts';
import { explains, symptomOf } from '../../../src/domain/network/symptoms.ts';

const path = (purpose: string, verdict: ReachPath['verdict'], code = 'X'): ReachPath => ({
  ...{ purpose, from: 'subnet-1', to: 'x:443', verdict, hops: [] },
  findings: [{ code, component: 'c', direction: 'forward', severity: 'block', message: 'm' }],
});

// The texts of facts section 5, as ECS, Docker, Go and gitlab-runner write them.
it.each([
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp 52.94.1.1:443: i/o timeout',
    'manager → secretsmanager',
    /no way to the internet/,
  ],
  [
    'ResourceInitializationError: unable to pull secrets … dial tcp 10.0.1.40:443: i/o timeout',
    'manager → ecr.api',
    /security group or a network ACL/,
  ],
  [
    'CannotPullContainerError: … request canceled while waiting for connection',
    'manager → registry',
    /no route to the registry/,
  ],
  ['dockertimeouterror: could not transition to started after wait 3m0s', 'manager → GitLab', /Fargate/],
  ['failed to create Cloudwatch log stream: i/o timeout', 'manager → logs', /endpoint for logs/],
  [
    'SendSSHPublicKey … context deadline exceeded DeadlineExceeded',
    'manager → ec2-instance-connect',
    /Instance Connect/,
  ],
  ['Error creating machine: Too many retries waiting for SSH', 'manager → executor', /port 22/],
  ['dial tcp 10.0.0.9:22: connect: connection timed out', 'manager → executor', /port 22/],
  [
    'Post "https://git.example/api/v4/jobs/request": dial tcp: i/o timeout',
    'manager → GitLab',
    /silent drop/,
  ],
])('%s', (line, purpose, cause) => {
  const symptom = symptomOf(line)!;
  expect(symptom.cause).toMatch(cause);
  expect(explains(symptom, [path(purpose, 'BLOCKED'), path('executor → cache', 'BLOCKED')])).toHaveLength(1);
  expect(explains(symptom, [path(purpose, 'REACHABLE')])).toEqual([]);
});

it('a name without an address is explained by DNS alone', () => {
  const symptom = symptomOf('dial tcp: lookup git.example on 10.0.0.2:53: no such host')!;
  expect(explains(symptom, [path('manager → GitLab', 'BLOCKED')])).toEqual([]);
  expect(explains(symptom, [path('manager → GitLab', 'UNKNOWN', 'GLFR_DNS_NO_ANSWER')])).toHaveLength(1);
});

it('a refused connection is no security group', () => {
  const symptom = symptomOf('dial tcp 10.0.0.9:443: connect: connection refused')!;
  expect(symptom.cause).toMatch(/no security group and no ACL does that/);
  expect(explains(symptom, [path('manager → GitLab', 'BLOCKED', 'ENI_SG_RULES_MISMATCH')])).toEqual([]);
});

it('an ordinary line is no symptom', () => {
  expect(symptomOf('{"level":"info","msg":"Checking for jobs... received","job":4711}')).toBeUndefined();
});
