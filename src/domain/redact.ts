const tokenKinds = 'rt|rtr|pat|ptt|dt|cbt|ft|imt|oas|soat|ffct|wt|agent';
// In an ARN `:secret:` follows the account, and a name follows it.
const assigned = String.raw`(?<!\d:)(?:secret|token|password)(?:[_-]?access[_-]?key)?[\\"']*\s*[=:]\s*[\\"']*`;

/** GitLab's tokens by their prefix, wherever they stand, and what is assigned to a name like `secret`. */
const secrets = new RegExp(
  String.raw`gl(?:${tokenKinds})-[\w.=-]{8,}|GR1348941[\w-]{8,}|(?<=${assigned})[^\s"',}]{8,}`,
  'gi',
);

/** Without one of these words there is no secret; looking for them is cheap. */
const signs = /gl|gr1348941|secret|token|password/i;

/** Replaces anything that looks like a secret by `[redacted]`. */
export function redact(text: string): string {
  return signs.test(text) ? text.replace(secrets, '[redacted]') : text;
}
