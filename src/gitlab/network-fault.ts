import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { apiUrl, hostOf } from './address.ts';
import { certificateFault } from './certificate-fault.ts';

const plainWords: Readonly<Record<string, (host: string) => string>> = {
  ECONNREFUSED: (host) => `Nothing answers at ${host}: the connection was refused.`,
  ENOTFOUND: (host) => `The name ${host} is not known to DNS here.`,
  EAI_AGAIN: (host) => `DNS gave no answer for ${host}.`,
  ETIMEDOUT: (host) => `${host} did not answer in time; a firewall may drop the connection.`,
  ECONNRESET: (host) => `${host} broke the connection off.`,
  EHOSTUNREACH: (host) => `There is no route from here to ${host}.`,
  EPROTO: (host) => `${host} does not speak TLS on this port.`,
  HPE: (host) => `${host} does not speak plain HTTP on this port.`,
};

const sameAs: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
  TimeoutError: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  EPIPE: 'ECONNRESET',
  ENETUNREACH: 'EHOSTUNREACH',
  ENODATA: 'ENOTFOUND',
};

/** Why a host could not be talked to, as an error the user can act on; an unknown fault stays as it is. */
export function networkFault(error: unknown, url: string): unknown {
  const code = codeOf(error);
  if (error instanceof GlfrError || code === undefined) return error;
  return (
    certificateFault(code, url, error) ??
    new GlfrError({
      code: 'gitlab.unreachable',
      message: wordsFor(code, url),
      suggestions: suggestionsFor(code, url),
      exitCode: exitCode.unreachable,
      cause: error,
    })
  );
}

/** The system's or TLS's name of a fault: fetch hides it in a cause, and a host of several addresses once more. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return error.name;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}

function kindOf(code: string): string {
  if (code.startsWith('ERR_SSL_')) return 'EPROTO';
  if (code.startsWith('HPE_')) return 'HPE';
  return sameAs[code] ?? code;
}

function wordsFor(code: string, url: string): string {
  const inWords = plainWords[kindOf(code)];
  return inWords ? inWords(hostOf(url)) : `${hostOf(url)} could not be reached (${code}).`;
}

function suggestionsFor(code: string, url: string): string[] {
  const kind = kindOf(code);
  if (kind === 'EPROTO') return [`try --gitlab-url ${url.replace(/^https:/, 'http:')}`];
  if (kind === 'HPE') return [`try --gitlab-url ${url.replace(/^http:/, 'https:')}`];
  const behindProxy = 'behind a proxy: NODE_USE_ENV_PROXY=1 with HTTPS_PROXY set makes glfr use it';
  return [
    `curl -sS ${apiUrl(url, 'version')}`,
    'check --gitlab-url, and the VPN if GitLab needs one',
    behindProxy,
  ];
}
