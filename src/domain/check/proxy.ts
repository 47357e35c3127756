import type { ReachQuery } from '../network/query.ts';
import { bareHost, type HostPort } from './host-port.ts';

/** The HTTP proxy of a stack, and what is reached without it. */
export interface HttpProxy extends HostPort {
  bypass: readonly string[];
}

/** From the settings; `undefined` where there is none. */
export function proxyFrom(url: string | undefined, bypass: string | undefined): HttpProxy | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const address = new URL(url);
  return {
    host: bareHost(address),
    port: Number(address.port) || (address.protocol === 'https:' ? 443 : 80),
    bypass: (bypass ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ''),
  };
}

/** Fargate itself pulls the manager's image, hands it its token and takes its log: it knows no proxy. SSH uses none. */
const throughProxy =
  /^manager → (GitLab|ec2|autoscaling|ecs|ec2-instance-connect)$|^executor → (GitLab|registry|mirror|cache)$/;

/** The question as it is with a proxy between: the client only has to reach that. */
export function behindProxy(query: ReachQuery, proxy: HttpProxy, addresses: readonly string[]): ReachQuery {
  const { to, purpose = '' } = query;
  const host =
    to.kind === 'host'
      ? to.host
      : to.kind === 'service'
        ? `${to.service}.${to.region}.amazonaws.com`
        : undefined;
  if (host === undefined || !throughProxy.test(purpose) || isBypassed(host, proxy)) return query;
  return { ...query, to: { kind: 'host', host: proxy.host, addresses }, port: proxy.port };
}

/** As curl and Go read NO_PROXY: a name stands for its domain too; ranges are for addresses only. */
const isBypassed = (host: string, { bypass }: HttpProxy): boolean =>
  bypass.some((one) => {
    const name = one.replace(/^\*?\.?/, '').replace(/:\d+$/, '');
    return one === '*' || host === name || host.endsWith(`.${name}`);
  });
