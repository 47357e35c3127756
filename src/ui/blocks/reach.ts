import type { Finding, Reach, SubnetReach, Verdict } from '../../domain/network/reach.ts';
import type { TextStyle, Tone } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { hang, wrap, wrapPieces } from '../wrap.ts';

const verdicts: Record<Verdict, readonly [mark: string, tone: Tone, words: string]> = {
  REACHABLE: ['✔', 'good', 'reachable'],
  PARTIAL: ['!', 'warn', 'partly reachable'],
  BLOCKED: ['✖', 'bad', 'blocked'],
  UNKNOWN: ['?', 'warn', 'unknown'],
};

/** Whether GitLab can be reached: a headline, then every subnet with its path, what stands in the way and the fix. */
export function reachLines(reach: Reach, style: TextStyle): string[] {
  const [mark, tone] = verdicts[reach.verdict];
  const [first = '', ...rest] = wrap(reachSummary(reach), style.columns - 2);
  return [
    `${style.paint(tone, mark)} ${style.paint('heading', first)}`,
    ...rest.map((line) => `  ${style.paint('heading', line)}`),
    ...reach.subnets.flatMap((subnet) => subnetLines(subnet, style)),
  ];
}

/** `gitlab.example.com:443 from 2 subnets: reachable`. */
export function reachSummary({ target, subnets, verdict }: Reach): string {
  return safeText(
    `${target.host}:${target.port} from ${count(subnets.length, 'subnet')}: ${verdicts[verdict][2]}`,
  );
}

function subnetLines(subnet: SubnetReach, style: TextStyle): string[] {
  const [mark, tone, words] = verdicts[subnet.verdict];
  return [
    `  ${style.paint(tone, mark)} ${safeText(subnet.subnetId)} ${style.paint(tone, words)}`,
    ...pathLines(subnet, style),
    ...subnet.findings.flatMap((finding) => findingLines(finding, style)),
  ];
}

/** `subnet → rtb → nat → igw → host:port`, with the hops that stand in the way marked. */
function pathLines({ path, findings }: SubnetReach, { columns, paint }: TextStyle): string[] {
  if (path.length < 2) return [];
  const culprits = new Set(findings.map(({ component }) => component));
  const hops = path.map((hop) =>
    culprits.has(hop) ? paint('bad', `✖ ${safeText(hop)}`) : paint('dim', safeText(hop)),
  );
  return wrapPieces(hops, ' → ', columns - 4, '  ').map((line) => `    ${line}`);
}

function findingLines(finding: Finding, { columns, paint }: TextStyle): string[] {
  const text = safeText(`${finding.component}: ${finding.text} (${finding.code})`);
  const fix = finding.fix === undefined ? [] : hang('      fix: ', safeText(finding.fix), columns);
  return [...hang('    - ', text, columns), ...fix.map((line) => paint('accent', line))];
}
