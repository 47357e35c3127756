import type { Run } from './ansi.ts';

const cell = { width: 8, height: 18 };
const margin = 14;

/** Both looks are in the picture; the reader's browser chooses. */
const style = `
text{fill:#1f2328}
rect{fill:#f6f8fa;stroke:#d0d7de}.b{font-weight:bold}.d{fill:#59636e}.red{fill:#c1121f}.green{fill:#1a7f37}
.yellow{fill:#8a6100}.blue{fill:#0550ae}.magenta{fill:#8250df}.cyan{fill:#0a6c81}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#0d1117;stroke:#3d444d}.d{fill:#9198a1}
.red{fill:#ff7b72}.green{fill:#56d364}.yellow{fill:#e3b341}.blue{fill:#79c0ff}.magenta{fill:#d2a8ff}.cyan{fill:#56d4dd}}`;

const font = `font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="13"`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines of a terminal as a picture. Every piece has its place and its length, whatever the reader's font is. */
export function svgOf(lines: readonly (readonly Run[])[], title: string): string {
  const ends = lines.flatMap((line) => line.map(({ column, text }) => column + [...text].length));
  const width = Math.max(...ends) * cell.width + 2 * margin;
  const height = lines.length * cell.height + 2 * margin;
  const texts = lines.flatMap((line, row) => line.flatMap((run) => pieces(run, row)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" ${font} role="img">`,
    `<title>${escaped(title)}</title><style>${style}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    ...texts,
    '</svg>\n',
  ].join('\n');
}

/** Columns stay columns: what stands behind several spaces has a place of its own. */
function pieces({ column, text, look }: Run, row: number): string[] {
  const y = margin + (row + 0.75) * cell.height;
  const kind = look === '' ? '' : ` class="${look}"`;
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: shown, index }) => {
    const x = margin + (column + [...text.slice(0, index)].length) * cell.width;
    const length = [...shown].length * cell.width;
    return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${kind}>${escaped(shown)}</text>`;
  });
}
