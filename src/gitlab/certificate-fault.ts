import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again } from '../domain/typed-command.ts';
import { hostOf } from './address.ts';

interface Flaw {
  text: string;
  suggestions: (host: string) => readonly string[];
}

const trustIt = () => [`NODE_EXTRA_CA_CERTS=/path/ca.pem ${again} (trusts it)`];

const selfSigned: Flaw = {
  text: 'is signed by itself, and this machine does not know it',
  suggestions: trustIt,
};
const unknownAuthority: Flaw = {
  text: 'is signed by an authority that this machine does not know, or comes without its intermediate certificate',
  suggestions: trustIt,
};
const expired: Flaw = {
  text: 'has expired',
  suggestions: (host) => [`renew the certificate of ${host}; trusting its authority does not help`],
};
const notYetValid: Flaw = { text: 'is not valid yet', suggestions: () => ["check this machine's clock"] };
const otherHost: Flaw = {
  text: 'is made out to another host name',
  suggestions: (host) => ['give --gitlab-url with a name the certificate has', `or renew it for ${host}`],
};

const flaws: Readonly<Record<string, Flaw>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: notYetValid,
  ERR_TLS_CERT_ALTNAME_INVALID: otherHost,
  HOSTNAME_MISMATCH: otherHost,
};

/** What is wrong with GitLab's certificate, if that is what this fault is. */
export function certificateFault(code: string, url: string, cause: unknown): GlfrError | undefined {
  const flaw = flaws[code];
  if (!flaw) return undefined;
  return new GlfrError({
    code: 'gitlab.certificate',
    message: `The certificate of ${hostOf(url)} ${flaw.text}.`,
    suggestions: flaw.suggestions(hostOf(url)),
    exitCode: exitCode.unreachable,
    cause,
  });
}
