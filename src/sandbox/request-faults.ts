import { type AwsService, actionOf, prefixOf } from '../domain/iam/aws-services.ts';
import { awsError } from './aws-error.ts';
import { account, region, userArn } from './world.ts';

/** One call as the AWS SDK's client would send it. */
export interface Call {
  service: string;
  command: string;
  input: unknown;
}

const throttlings: Readonly<Record<AwsService, { name: string; message: string }>> = {
  ec2: { name: 'RequestLimitExceeded', message: 'Request limit exceeded.' },
  ecs: { name: 'ThrottlingException', message: 'Rate exceeded' },
  cloudformation: { name: 'Throttling', message: 'Rate exceeded' },
  'cloudwatch-logs': { name: 'ThrottlingException', message: 'Rate exceeded' },
  'auto-scaling': { name: 'Throttling', message: 'Rate exceeded' },
  sts: { name: 'Throttling', message: 'Rate exceeded' },
  'elastic-load-balancing-v2': { name: 'Throttling', message: 'Rate exceeded' },
  'route-53': { name: 'Throttling', message: 'Rate exceeded' },
  iam: { name: 'Throttling', message: 'Rate exceeded' },
  s3: { name: 'SlowDown', message: 'Please reduce your request rate.' },
  'service-quotas': { name: 'TooManyRequestsException', message: 'Rate exceeded' },
};

const jsonServices: readonly string[] = ['ecs', 'cloudwatch-logs', 'service-quotas'];

function expiredError(service: string): Error {
  const text = 'The security token included in the request is expired';
  if (service === 'ec2') return awsError('RequestExpired', 'Request has expired.');
  if (jsonServices.includes(service)) return awsError('ExpiredTokenException', text);
  return awsError('ExpiredToken', text, { status: 403 });
}

function deniedError(service: AwsService, command: string): Error {
  const action = actionOf(service, command);
  const because = `because no identity-based policy allows the ${action} action`;
  const resource = `arn:aws:${prefixOf(service)}:${region}:${account}:*`;
  const message = `User: ${userArn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  if (service === 'ec2') {
    const prefix = 'You are not authorized to perform this operation.';
    return awsError(
      'UnauthorizedOperation',
      `${prefix} User: ${userArn} is not authorized to perform: ${action} ${because}`,
      {
        status: 403,
      },
    );
  }
  const name = jsonServices.includes(service) ? 'AccessDeniedException' : 'AccessDenied';
  return awsError(name, message, { status: name === 'AccessDenied' ? 403 : 400 });
}

/** Counts attempts, so that each call is refused twice and then let through. */
export class Refusals {
  private readonly attempts = new Map<string, number>();

  /** Which attempt of its call this is, if it is the first or the second. */
  attempt({ service, command, input }: Call): 1 | 2 | undefined {
    const key = `${service}:${command}:${JSON.stringify(input)}`;
    const before = this.attempts.get(key) ?? 0;
    if (before < 2) this.attempts.set(key, before + 1);
    else this.attempts.delete(key);
    return before === 0 ? 1 : before === 1 ? 2 : undefined;
  }
}

/** A fault of AWS's own, then one of the wire. */
function brokenError(attempt: 1 | 2): Error {
  if (attempt === 1) return awsError('ServiceUnavailableException', 'Service unavailable', { status: 503 });
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
}

/** The error that a fault makes of this call, if one does. */
export function faultFor(call: Call, faults: readonly string[], refusals: Refusals): Error | undefined {
  const service = call.service as AwsService;
  const prefix = prefixOf(service);
  const isOn = (fault: string): boolean =>
    [fault, `${fault}:${service}`, `${fault}:${prefix}`].some((name) => faults.includes(name));
  if (faults.includes('expired')) return expiredError(service);
  if (faults.includes(`deny:${actionOf(service, call.command)}`)) return deniedError(service, call.command);
  if (!isOn('throttle') && !isOn('broken')) return undefined;
  const attempt = refusals.attempt(call);
  if (attempt === undefined) return undefined;
  if (isOn('broken')) return brokenError(attempt);
  const { name, message } = throttlings[service];
  return awsError(name, message, { status: service === 'ec2' ? 503 : 400, throttling: true });
}
