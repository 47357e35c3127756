import { GlfrError, interrupted } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { actionOf, serviceOf } from '../domain/iam/aws-services.ts';
import { again, againWithout, typedCommand } from '../domain/typed-command.ts';

interface ServiceError {
  name?: string;
  message?: string;
  code?: string;
  $fault?: string;
  $metadata?: { httpStatusCode?: number };
}

const badCredentials = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'MissingAuthenticationToken',
]);
const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
]);
const throttled = new Set([
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
]);
const offline = new Set([
  'ENOTFOUND',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

/**
 * An SDK error as a GlfrError where the user can act on it, by its name (never its text); else the error as it
 * is. A permission error names the permission.
 */
export function translate(error: unknown, clientName: string, commandName: string): unknown {
  if (error instanceof GlfrError || !(error instanceof Error)) return error;
  const { name = '', message = '', code = '' } = error as ServiceError;
  const permission = actionOf(serviceOf(clientName) || clientName, commandName);
  if (name === 'AbortError') return interrupted(error);
  if (expired.has(name)) return expiredError(error);
  if (badCredentials.has(name)) return credentialsError(error);
  if (denied.has(name)) return deniedError(error, message.match(/perform: ([\w-]+:\w+)/)?.[1] ?? permission);
  if (throttled.has(name)) return throttledError(error, permission);
  if (offline.has(code) || name === 'TimeoutError') return offlineError(error, permission);
  if (isTheirs(error)) return unavailableError(error, permission);
  return error;
}

/** A fault of AWS's own, which passes. */
const isTheirs = ({ $fault, $metadata }: ServiceError): boolean =>
  $fault === 'server' || ($metadata?.httpStatusCode ?? 0) >= 500;

const expiredError = (cause: Error) =>
  new GlfrError({
    code: 'aws.credentials-expired',
    message: 'The AWS credentials have expired.',
    suggestions: ['aws sso login', again],
    exitCode: exitCode.denied,
    cause,
  });

const credentialsError = (cause: Error) =>
  new GlfrError({
    code: 'aws.no-credentials',
    message: `No AWS credentials that work were found: ${cause.message.split('\n')[0]}.`.replace('..', '.'),
    suggestions: [
      'aws configure sso',
      `${againWithout('--profile')} --profile NAME`,
      'glfr init --sandbox (no account needed)',
    ],
    exitCode: exitCode.denied,
    cause,
  });

const deniedError = (cause: Error, permission: string) =>
  new GlfrError({
    code: 'aws.denied',
    message: `AWS does not allow ${permission} with these credentials.`,
    suggestions: [
      `glfr export policy ${typedCommand} (the least policy for it)`,
      'aws sts get-caller-identity (who is asking)',
      again,
    ],
    exitCode: exitCode.denied,
    cause,
  });

const throttledError = (cause: Error, permission: string) =>
  new GlfrError({
    code: 'aws.throttled',
    message: `AWS kept refusing ${permission} for too many requests in this account.`,
    suggestions: [`${again} (in a minute)`],
    cause,
  });

const offlineError = (cause: Error, permission: string) =>
  new GlfrError({
    code: 'aws.unreachable',
    message: `AWS could not be reached for ${permission} (${(cause as ServiceError).code ?? cause.name}).`,
    suggestions: ['check the network, --region and --endpoint-url'],
    exitCode: exitCode.unreachable,
    cause,
  });

const unavailableError = (cause: Error, permission: string) =>
  new GlfrError({
    code: 'aws.unavailable',
    message: `AWS has a fault of its own and does not answer ${permission} (${cause.name}).`,
    suggestions: [`${again} (in a minute)`, 'https://health.aws.amazon.com/health/status'],
    cause,
  });

/** The permission a denied call needed, if that is what this error is. */
export function deniedPermission(error: unknown): string | undefined {
  if (!(error instanceof GlfrError) || error.code !== 'aws.denied') return undefined;
  return error.message.match(/allow ([\w-]+:\w+)/)?.[1];
}
