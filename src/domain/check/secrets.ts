/** EC2 shows a VPN's pre-shared keys, and what an instance is started with, to whoever may describe them. */
const secretKeys = new Set(['CustomerGatewayConfiguration', 'PreSharedKey', 'UserData', 'TunnelOptions']);

/** AWS's answers as plain JSON: dates in ISO 8601, and nothing secret. */
export function withoutSecrets<T extends object>(answers: T): T {
  const text = JSON.stringify(answers, (key, value: unknown) => (secretKeys.has(key) ? undefined : value));
  return JSON.parse(text) as T;
}
