import stringWidth from 'fast-string-width';
import type { Finding, Hop, ReachPath } from '../../../domain/network/result.ts';
import type { TextStyle, Tone } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { wrap } from '../../wrap.ts';
import { reasonsOf } from './path.ts';

/** Tells the paths whose trouble was drawn before: one NAT gateway may stand in the way of twenty. */
export function drawnOnce(): (path: ReachPath) => boolean {
  const drawn = new Set<string>();
  return (path) => {
    const key = JSON.stringify(
      reasonsOf(path).map(({ code, component, direction, side }) => [code, component, direction, side]),
    );
    const isNew = !drawn.has(key);
    drawn.add(key);
    return isNew;
  };
}

/** The way there and the way back, a line a hop, and under each hop what is wrong with it. */
export function hopLines(path: ReachPath, style: TextStyle): string[] {
  const reasons = reasonsOf(path);
  const told = new Set<Finding>();
  const lines: string[] = [];
  for (const direction of ['forward', 'return'] as const) {
    const hops = path.hops.filter((hop) => hop.direction === direction);
    if (hops.length === 0) continue;
    lines.push(style.paint('dim', direction === 'forward' ? '      the request' : '      the answer'));
    for (const hop of hops) {
      const own = reasons.filter((one) => isAbout(one, hop) && !told.has(one));
      for (const one of own) told.add(one);
      lines.push(...hopText(hop, own.length > 0, style), ...own.flatMap((one) => findingLines(one, style)));
    }
  }
  const others = reasons.filter((one) => !told.has(one));
  return [...lines, ...others.flatMap((one) => [...strayLines(one, style), ...findingLines(one, style)])];
}

const isAbout = ({ component, direction, side }: Finding, hop: Hop): boolean =>
  direction === hop.direction &&
  hop.component.split(', ').includes(component) &&
  (side === undefined || hop.side === undefined || side === hop.side);

const marks: Record<Hop['passes'], readonly [string, Tone]> = {
  all: ['│', 'good'],
  some: ['!', 'warn'],
  none: ['✖', 'bad'],
  unknown: ['?', 'warn'],
};

/** ACLs and groups stand at a border: out of one thing, into the next. */
const sides = { ingress: ' in', egress: ' out' } as const;

function hopText(hop: Hop, isCulprit: boolean, { columns, paint }: TextStyle): string[] {
  const [mark, tone] = hop.passes === 'all' && isCulprit ? marks.none : marks[hop.passes];
  const name = hop.name ? ` (${hop.name})` : '';
  const label = safeText(`${hop.component}${name}${hop.side ? sides[hop.side] : ''}`);
  // A group's rule begins with the group and the side, which stand before it already.
  const rule = hop.decidedBy?.replace(/^(\S+) (?:egress|ingress) /, (whole, id: string) =>
    hop.component === id ? '' : whole,
  );
  const by = [rule, hop.open && `only ${hop.open}`].filter(Boolean).join('; ');
  const whole = by === '' ? label : `${label}  ${safeText(by)}`;
  if (stringWidth(whole) + 8 <= columns)
    return [`      ${paint(tone, mark)} ${label}${paint('dim', whole.slice(label.length))}`];
  const [first = '', ...rest] = wrap(label, columns - 8, '  ');
  const below = by === '' ? [] : wrap(`          ${safeText(by)}`, columns, '          ');
  return [
    `      ${paint(tone, mark)} ${first}`,
    ...rest.map((line) => `        ${line}`),
    ...below.map((line) => paint('dim', line)),
  ];
}

const strayLines = ({ component }: Finding, { paint }: TextStyle): string[] => [
  `      ${paint('bad', '✖')} ${safeText(component)}`,
];

const findingLines = ({ message, code }: Finding, { columns, paint }: TextStyle): string[] =>
  wrap(`        ${safeText(message)} (${code})`, columns, '        ').map((line) => paint('bad', line));
