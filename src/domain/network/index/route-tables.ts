import type { PrefixList, Route, RouteTable, Vpc } from '../snapshot.ts';
import type { TransitRoute, TransitRouteTable } from '../snapshot-gateways.ts';
import { type Candidate, type RouteMap, routeMap } from './route-map.ts';
import { isUnread, type Sought } from './seek.ts';

export type RouteOf = Route;
export type TransitRouteOf = TransitRoute;

/** Rule R1: local, then a static CIDR, then a prefix list, then what was propagated. */
const rankOf = ({ target, destination, origin }: Route): number => {
  if (target === 'local') return 0;
  if (origin === 'propagated') return 3;
  return destination.startsWith('pl-') ? 2 : 1;
};

/** The routes of a subnet's table, prefix lists expanded. */
export function tableMap(
  table: RouteTable,
  vpc: Vpc | undefined,
  listOf: (id: string) => Sought<PrefixList>,
): RouteMap<Route> {
  const locals = [...(vpc?.cidrs ?? []), ...(vpc?.ipv6Cidrs ?? [])]
    .filter((cidr) => !table.routes.some(({ destination }) => destination === cidr))
    .map((destination): Route => ({ destination, target: 'local', state: 'active', origin: 'static' }));
  return routeMap(
    [...locals, ...table.routes].flatMap((route): Candidate<Route>[] => {
      const { destination, target } = route;
      const rank = rankOf(route);
      if (!destination.startsWith('pl-')) return [{ cidr: destination, route, rank, target }];
      const list = listOf(destination);
      const cidrs = list && !isUnread(list) ? (list.cidrs ?? []) : [];
      return cidrs.map((cidr) => ({ cidr, route, rank, target, list: destination }));
    }),
  );
}

/** Prefix lists that a table's routes go by, and whose entries are not known: any address may be in them. */
export function unknownLists(
  table: RouteTable,
  listOf: (id: string) => Sought<PrefixList>,
): { id: string; permission: string; target: string }[] {
  return table.routes.flatMap(({ destination, target }) => {
    if (!destination.startsWith('pl-')) return [];
    const list = listOf(destination);
    if (isUnread(list)) return [{ id: destination, permission: list.permission, target }];
    return list?.cidrs === undefined
      ? [{ id: destination, permission: 'ec2:GetManagedPrefixListEntries', target }]
      : [];
  });
}

/** Rule W9: static, then prefix list, then propagated: VPC, Direct Connect, Connect, VPN. */
const transitRank = ({ type, prefixListId, attachments: [first] }: TransitRoute): number => {
  if (type === 'static') return prefixListId === undefined ? 0 : 1;
  const kinds = ['vpc', 'direct-connect-gateway', 'connect', 'vpn'];
  const kind = kinds.indexOf(first?.resourceType ?? '');
  return 2 + (kind < 0 ? kinds.length : kind);
};

export function transitMap({ routes }: TransitRouteTable): RouteMap<TransitRoute> {
  return routeMap(
    (routes.readable ? routes.items : []).map((route) => ({
      cidr: route.destination,
      route,
      rank: transitRank(route),
      target: route.attachments.map(({ id }) => id).join(' '),
    })),
  );
}
