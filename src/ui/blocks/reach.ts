import type { Finding, Reach, ReachPath } from '../../domain/network/result.ts';
import type { TextStyle } from '../paint.ts';
import { verdicts } from '../results/check/verdicts.ts';
import { headline } from '../results/headline.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { hang, wrapPieces } from '../wrap.ts';

/** Whether GitLab can be reached: a headline, then every subnet with its path, what stands in the way and the fix. */
export function reachLines(reach: Reach, style: TextStyle): string[] {
  return [
    ...headline(verdicts[reach.verdict][0], reachSummary(reach), style),
    ...reach.paths.flatMap((path) => subnetLines(path, style)),
  ];
}

/** `gitlab.example.com:443 from 2 subnets: reachable`. */
export function reachSummary({ target, paths, verdict }: Reach): string {
  return safeText(
    `${target.host}:${target.port} from ${count(paths.length, 'subnet')}: ${verdicts[verdict][2]}`,
  );
}

function subnetLines(path: ReachPath, style: TextStyle): string[] {
  const [mark, tone, words] = verdicts[path.verdict];
  return [
    `  ${style.paint(tone, mark)} ${safeText(path.from)} ${style.paint(tone, words)}`,
    ...pathLines(path, style),
    ...path.findings.flatMap((finding) => findingLines(finding, style)),
  ];
}

/** Rules rather than places: shown only where they stand in the way. */
const rules = new Set(['security-group', 'network-acl']);

/** `subnet → rtb → nat → igw → host:port`, with the hops that stand in the way marked. */
function pathLines({ from, to, hops, findings }: ReachPath, { columns, paint }: TextStyle): string[] {
  const culprits = new Set(
    findings.filter(({ severity }) => severity !== 'warning').map(({ component }) => component),
  );
  const passed = hops
    .filter(
      ({ direction, kind, component }) =>
        direction === 'forward' && (!rules.has(kind) || culprits.has(component)),
    )
    .map(({ component }) => component);
  const pieces = [...new Set([from, ...passed, to])];
  if (pieces.length < 3) return [];
  const drawn = pieces.map((hop) =>
    culprits.has(hop) ? paint('bad', `✖ ${safeText(hop)}`) : paint('dim', safeText(hop)),
  );
  return wrapPieces(drawn, ' → ', columns - 4, '  ').map((line) => `    ${line}`);
}

function findingLines(finding: Finding, { columns, paint }: TextStyle): string[] {
  const text = safeText(`${finding.component}: ${finding.message} (${finding.code})`);
  const words = finding.fix?.command ?? finding.fix?.text;
  const fix = words === undefined ? [] : hang('      fix: ', safeText(words), columns);
  return [...hang('    - ', text, columns), ...fix.map((line) => paint('accent', line))];
}
