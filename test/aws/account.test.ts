import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/aws/connection.ts';
import { iamReader } from '../../src/aws/iam.ts';
import { quotaReader } from '../../src/aws/quotas.ts';
import { outside } from '../outside.ts';
import { type Moto, region, startMoto } from './moto.ts';

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
const connectionTo = (endpoint: string): Connection => {
  const { signal } = new AbortController();
  return { region, endpoint, signal };
};
const owner = 'arn:aws:iam::123456789012:user/me';

const result = (action: string, decision: string, more = '') =>
  `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${decision}</EvalDecision>${more}</member>`;
const specific = (decision: string) =>
  `<member><EvalResourceName>x</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`;
const page = (results: readonly string[], marker = '') =>
  `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>
  <IsTruncated>${marker !== ''}</IsTruncated>${marker && `<Marker>${marker}</Marker>`}
  <EvaluationResults>${results.join('')}</EvaluationResults>
  </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;

/** moto has no SimulatePrincipalPolicy: its answers here are written as IAM's reference has them. */
describe('a simulation over the wire', () => {
  const requests: URLSearchParams[] = [];
  const pages = [
    page(
      [
        result('ecs:A', 'allowed'),
        result('ecs:B', 'implicitDeny'),
        result(
          'ecs:C',
          'explicitDeny',
          '<OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>',
        ),
      ],
      'more',
    ),
    page([
      result(
        'ecs:D',
        'implicitDeny',
        '<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>',
      ),
      result(
        'ecs:E',
        'implicitDeny',
        '<MissingContextValues><member>aws:sourceip</member></MissingContextValues>',
      ),
      // Allowed on the one of two resources that the action knows.
      result(
        'ecs:F',
        'implicitDeny',
        `<ResourceSpecificResults>${specific('implicitDeny')}${specific('allowed')}</ResourceSpecificResults>`,
      ),
    ]),
  ];
  const server = createServer(async (request, response) => {
    const body = new URLSearchParams(await text(request));
    requests.push(body);
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(body.has('Marker') ? pages[1] : pages[0]);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());

  it('is read to the last page, with who denies what', async () => {
    const { port } = server.address() as AddressInfo;
    const iam = iamReader(connectionTo(`http://127.0.0.1:${port}`));
    const denials = await iam.simulate(owner, {
      ...{ actions: ['ecs:A', 'ecs:B'], resources: ['arn:aws:ecs:x'] },
      context: { 'aws:RequestedRegion': region, 'aws:SecureTransport': 'true' },
    });
    expect(denials.map(({ action, by, undecidedWithout }) => [action, by, ...undecidedWithout])).toEqual([
      ...[
        ['ecs:B', 'policies'],
        ['ecs:C', 'organisation'],
        ['ecs:D', 'boundary'],
      ],
      ['ecs:E', 'policies', 'aws:sourceip'],
    ]);
    expect(Object.fromEntries(requests[0] ?? [])).toMatchObject({
      ...{ Action: 'SimulatePrincipalPolicy', PolicySourceArn: owner, 'ActionNames.member.2': 'ecs:B' },
      'ResourceArns.member.1': 'arn:aws:ecs:x',
      'ContextEntries.member.1.ContextKeyName': 'aws:RequestedRegion',
      'ContextEntries.member.1.ContextKeyValues.member.1': region,
      'ContextEntries.member.2.ContextKeyType': 'boolean',
    });
    expect(requests.map((one) => one.get('Marker'))).toEqual([null, 'more']);
  });

  it('asks for so many actions at once, and no more', async () => {
    const { port } = server.address() as AddressInfo;
    const iam = iamReader(connectionTo(`http://127.0.0.1:${port}`));
    requests.length = 0;
    const actions = Array.from({ length: 150 }, (_, index) => `ecs:Action${index}`);
    await iam.simulate(owner, { actions, resources: [], context: {} });
    const first = requests.filter((one) => !one.has('Marker'));
    expect(first.map((one) => one.has('ActionNames.member.100'))).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(first).toHaveLength(2);
    expect(first.some((one) => one.has('ActionNames.member.101'))).toBe(false);
  });
});

describe.skipIf(!outside('moto_server', 'aws'))('roles and quotas of moto', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const role = ['--role-name', 'Ops', '--path', '/teams/ci/', '--assume-role-policy-document', trust];
    await moto.aws('iam', 'create-role', ...role);
  });
  afterAll(() => moto?.stop());

  it('a role by its name has its path, and one that is not there is no error', async () => {
    const iam = iamReader(connectionTo(moto.url));
    expect(await iam.role('Ops')).toMatch(/:role\/teams\/ci\/Ops$/);
    expect(await iam.role('AWSServiceRoleForECS')).toBeUndefined();
  });

  it('a quota has its value', async () => {
    // moto knows the quotas of VPC alone, and has no GetAWSDefaultServiceQuota.
    const vpcs = { service: 'vpc', code: 'L-F678F1CE' } as never;
    expect(await quotaReader(connectionTo(moto.url)).value(vpcs)).toBe(5);
  });
});
