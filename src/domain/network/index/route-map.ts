import {
  type AddressSet,
  earlier,
  type Family,
  familyOf,
  later,
  merged,
  type Point,
  type Range,
  rangeOf,
} from '../sets/address-set.ts';

/** A route as it competes with others. */
export interface Candidate<Route> {
  cidr: string;
  route: Route;
  /** Among equal prefixes the lowest wins. */
  rank: number;
  /** Prefix lists that overlap with different targets: AWS picks one (rule R1). */
  list?: string;
  target: string;
}

export interface Winner<Route> {
  route: Route;
  cidr: string;
  /** Another route that may just as well be the one AWS takes. */
  rival?: Route;
}

interface Piece<Route> extends Range {
  winner: Winner<Route>;
}

/** Which route wins where: disjoint pieces in the order of their addresses. */
export type RouteMap<Route> = Record<Family, readonly Piece<Route>[]>;

interface Entry<Route> extends Range {
  candidate: Candidate<Route>;
}

/**
 * Rule R1: the longest prefix wins, then the rank. CIDRs either nest or are apart, so one pass with a stack of the
 * open ones lays out who wins where.
 */
export function routeMap<Route>(candidates: readonly Candidate<Route>[]): RouteMap<Route> {
  const of = (family: Family) =>
    layOut(
      candidates
        .filter(({ cidr }) => familyOf(cidr) === family)
        .flatMap((candidate) => {
          const range = rangeOf(candidate.cidr);
          return range ? [{ ...range, candidate }] : [];
        }),
    );
  return { 4: of(4), 6: of(6) };
}

function layOut<Route>(entries: readonly Entry<Route>[]): Piece<Route>[] {
  // Wider first, and of equal ones the winner last: the top of the stack always wins.
  const sorted = entries.toSorted((a, b) => {
    if (a.from !== b.from) return a.from < b.from ? -1 : 1;
    if (a.end !== b.end) return a.end > b.end ? -1 : 1;
    return b.candidate.rank - a.candidate.rank;
  });
  const pieces: Piece<Route>[] = [];
  const stack: Entry<Route>[] = [];
  let at: Point | undefined;
  const upTo = (end: Point): void => {
    const top = stack.at(-1);
    if (top && at !== undefined && at < end) pieces.push({ from: at, end, winner: winnerOf(stack) });
    at = end;
  };
  const close = (until?: Point): void => {
    for (let top = stack.at(-1); top && (until === undefined || top.end <= until); top = stack.at(-1)) {
      upTo(top.end);
      stack.pop();
    }
  };
  for (const entry of sorted) {
    close(entry.from);
    upTo(entry.from);
    stack.push(entry);
  }
  close();
  return pieces;
}

function winnerOf<Route>(stack: readonly Entry<Route>[]): Winner<Route> {
  const { candidate } = stack.at(-1) as Entry<Route>;
  const rival =
    candidate.list === undefined
      ? undefined
      : stack.find(
          ({ candidate: { list, target } }) =>
            list !== undefined && list !== candidate.list && target !== candidate.target,
        );
  return { route: candidate.route, cidr: candidate.cidr, ...(rival && { rival: rival.candidate.route }) };
}

export interface Part<Route> {
  addresses: AddressSet;
  winner?: Winner<Route>;
}

/** The set cut into parts by the route that wins, and by its rival; the part without a route has none. */
export function partsOf<Route>(map: RouteMap<Route>, family: Family, set: AddressSet): Part<Route>[] {
  const won = new Map<Route | undefined, Map<Route | undefined, Won<Route>>>();
  const add = (from: Point, end: Point, winner?: Winner<Route>): void => {
    if (from >= end) return;
    const byRival = won.get(winner?.route) ?? new Map<Route | undefined, Won<Route>>();
    const known = byRival.get(winner?.rival) ?? { ranges: [], winner };
    known.ranges.push({ from, end });
    won.set(winner?.route, byRival.set(winner?.rival, known));
  };
  for (const { from, end } of set) cut(map[family], from, end, add);
  return [...won.values()].flatMap((byRival) =>
    [...byRival.values()].map(({ ranges, winner }) => ({
      addresses: merged(ranges),
      ...(winner && { winner }),
    })),
  );
}

interface Won<Route> {
  ranges: Range[];
  winner: Winner<Route> | undefined;
}

function cut<Route>(
  pieces: readonly Piece<Route>[],
  from: Point,
  end: Point,
  add: (from: Point, end: Point, winner?: Winner<Route>) => void,
): void {
  let at = from;
  for (let index = firstPiece(pieces, from); index < pieces.length; index++) {
    const piece = pieces[index] as Piece<Route>;
    if (piece.from >= end) break;
    add(at, piece.from);
    const start = later(piece.from, at);
    const stop = earlier(piece.end, end);
    add(start, stop, piece.winner);
    at = stop;
  }
  add(at, end);
}

function firstPiece(pieces: readonly Range[], point: Point): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Range).end <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}
