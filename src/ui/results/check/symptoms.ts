import { fromText, type SeenSymptom, toText } from '../../../domain/check/report.ts';
import type { TextStyle } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { hang } from '../../wrap.ts';

/** What the manager's log says, with the findings above that explain it, or what to test first. */
export function symptomLines(symptoms: readonly SeenSymptom[], style: TextStyle): string[] {
  if (symptoms.length === 0) return [];
  const { columns, paint } = style;
  return [
    '',
    paint('heading', "In the manager's log, of the last hour"),
    ...symptoms.flatMap((symptom) => [
      ...hang('  - ', safeText(`${symptom.line}${times(symptom)}`), columns),
      ...explanation(symptom).flatMap((text) => hang('    ', safeText(text), columns)),
    ]),
  ];
}

const times = ({ count }: SeenSymptom): string => (count === 1 ? '' : ` (${count} times)`);

function explanation({ explainedBy, cause, fix }: SeenSymptom): string[] {
  const [path] = explainedBy;
  if (path) return [`explained above: ${fromText(path)} → ${toText(path)}`];
  return [`nothing above explains it. Test first: ${cause}`, `fix: ${fix}`];
}
