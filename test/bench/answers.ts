import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An EC2, CloudFormation and CloudWatch Logs that have so many executors, every answer written beforehand. */
export async function startAnswers(instances: number): Promise<{ url: string; close(): void }> {
  const now = Date.now();
  const pages = instancePages(instances, now);
  const events = logPages(instances, now);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const isLogs = String(request.headers['x-amz-target'] ?? '').startsWith('Logs');
      const answer = isLogs ? logAnswer(body, events) : queryAnswer(new URLSearchParams(body), pages);
      response.setHeader('content-type', isLogs ? 'application/x-amz-json-1.1' : 'text/xml');
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

function queryAnswer(query: URLSearchParams, pages: readonly string[]): string {
  if (query.get('Action') === 'DescribeInstances') return pages[Number(query.get('NextToken') ?? 0)] ?? '';
  return stackAnswer;
}

function logAnswer(body: string, pages: readonly string[]): string {
  const { nextToken } = JSON.parse(body) as { nextToken?: string };
  return pages[Number(nextToken ?? 0)] ?? '';
}

const outputs = { ClusterName: 'c', ServiceName: 's', LogGroupName: 'bench', LogStreamPrefix: 'manager' };
const member = (text: string): string => `<member>${text}</member>`;
const stackAnswer = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${member(
  `<StackName>bench</StackName><StackId>arn:aws:cloudformation:eu-central-1:123456789012:stack/bench/0a1b2c3d-1111-2222-3333-444455556666</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-20T08:00:00Z</CreationTime><Description>glfr: bench</Description><Tags>${member(
    '<Key>glfr:stack</Key><Value>bench</Value>',
  )}</Tags><Outputs>${Object.entries(outputs)
    .map(([key, value]) => member(`<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue>`))
    .join('')}</Outputs>`,
)}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;

const idOf = (n: number): string => `i-0${n.toString(16).padStart(16, '0')}`;
const pageSize = 1000;

function instancePages(count: number, now: number): string[] {
  const launch = new Date(now - 1_200_000).toISOString();
  const all = Array.from({ length: count }, (_, n) => instanceXml(n, launch));
  const total = Math.ceil(count / pageSize);
  return Array.from({ length: total }, (_, at) => {
    const items = all.slice(at * pageSize, (at + 1) * pageSize).join('');
    const token = at + 1 < total ? `<nextToken>${at + 1}</nextToken>` : '';
    return `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet>${items}</reservationSet>${token}</DescribeInstancesResponse>`;
  });
}

const tag = (key: string, value: string): string => `<item><key>${key}</key><value>${value}</value></item>`;

/** As EC2 answers for an instance of a group, with about all that it has to say of one. */
function instanceXml(n: number, launch: string): string {
  const ip = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  const tags = [
    tag('glfr:stack', 'bench') + tag('Name', 'bench-executor') + tag('glfr:cost', 'gitlab-runner'),
    tag('aws:autoscaling:groupName', 'bench-ExecutorGroup-0123456789AB') +
      tag('aws:ec2launchtemplate:version', '3'),
    tag('aws:ec2launchtemplate:id', 'lt-0123456789abcdef0') + tag('aws:cloudformation:stack-name', 'bench'),
  ].join('');
  const group = '<item><groupId>sg-0123456789abcdef0</groupId><groupName>bench-executor</groupName></item>';
  return `<item><reservationId>r-0${idOf(n).slice(3)}</reservationId><ownerId>123456789012</ownerId><requesterId>940372691376</requesterId><groupSet/><instancesSet><item><instanceId>${idOf(n)}</instanceId><imageId>ami-0123456789abcdef0</imageId><instanceState><code>16</code><name>running</name></instanceState><privateDnsName>ip-${ip.replaceAll('.', '-')}.eu-central-1.compute.internal</privateDnsName><dnsName/><reason/><amiLaunchIndex>0</amiLaunchIndex><productCodes/><instanceType>t3.large</instanceType><launchTime>${launch}</launchTime><placement><availabilityZone>eu-central-1${'abc'[n % 3]}</availabilityZone><groupName/><tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring><subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId><privateIpAddress>${ip}</privateIpAddress><sourceDestCheck>true</sourceDestCheck><groupSet>${group}</groupSet><architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-0${idOf(n).slice(3)}</volumeId><status>attached</status><attachTime>${launch}</attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping><virtualizationType>hvm</virtualizationType><clientToken>fleet-${n}</clientToken><tagSet>${tags}</tagSet><hypervisor>xen</hypervisor><networkInterfaceSet><item><networkInterfaceId>eni-0${idOf(n).slice(3)}</networkInterfaceId><subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId><description/><ownerId>123456789012</ownerId><status>in-use</status><macAddress>06:00:00:00:00:01</macAddress><privateIpAddress>${ip}</privateIpAddress><sourceDestCheck>true</sourceDestCheck><groupSet>${group}</groupSet><attachment><attachmentId>eni-attach-0${idOf(n).slice(3)}</attachmentId><deviceIndex>0</deviceIndex><status>attached</status><attachTime>${launch}</attachTime><deleteOnTermination>true</deleteOnTermination></attachment><privateIpAddressesSet><item><privateIpAddress>${ip}</privateIpAddress><primary>true</primary></item></privateIpAddressesSet></item></networkInterfaceSet><ebsOptimized>false</ebsOptimized><cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions><capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification><metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>1</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint></metadataOptions></item></instancesSet></item>`;
}

const logPageSize = 10_000;

/** The lines of a manager at work: three for each executor, and the job's own. */
function logPages(count: number, now: number): string[] {
  const lines: object[] = [{ msg: 'Starting multi-runner from /etc/gitlab-runner/config.toml...' }];
  for (let n = 0; n < count; n++) {
    const id = idOf(n);
    const job = { job: 4_000_000 + n, project: 7, project_full_path: 'acme/web/admin', runner: 'abc123def' };
    lines.push({ msg: 'Added job to processing list', ...job, time_in_queue_seconds: 2, builds: n });
    lines.push({ msg: 'instance discovery', id, state: 'creating', subsystem: 'taskscaler' });
    lines.push({ msg: 'instance is ready', instance: id, took: '38.2s', subsystem: 'taskscaler' });
    lines.push({ msg: 'Dialing instance', 'instance-id': id, ...job });
  }
  const from = now - 1_199_000;
  const events = lines.map((line, n) => {
    const timestamp = from + Math.floor((n * 1_190_000) / lines.length);
    const message = JSON.stringify({ level: 'info', time: new Date(timestamp).toISOString(), ...line });
    const eventId = String(n).padStart(56, '3');
    return {
      logStreamName: 'manager/manager/0123456789abcdef',
      timestamp,
      message,
      ingestionTime: timestamp,
      eventId,
    };
  });
  const total = Math.ceil(events.length / logPageSize);
  return Array.from({ length: total }, (_, at) =>
    JSON.stringify({
      events: events.slice(at * logPageSize, (at + 1) * logPageSize),
      searchedLogStreams: [],
      ...(at + 1 < total && { nextToken: String(at + 1) }),
    }),
  );
}
