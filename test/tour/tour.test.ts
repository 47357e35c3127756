import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/glfr.ts';
import { linesOf, textOf } from './ansi.ts';
import { putBetween, trimmed } from './readme.ts';
import { scenes } from './scenes.ts';
import { svgOf } from './svg.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the tour in README.md', () => {
  it.each(scenes.map((scene) => [scene.name, scene] as const))('has %s', (name, { picture, command }) => {
    const [, shown = ''] =
      new RegExp(`<!-- tour: ${name} -->\\n([\\s\\S]*?)<!-- /tour -->`).exec(readme) ?? [];
    if (picture === undefined) expect(shown).toContain(`$ glfr ${command}`);
    else {
      expect(shown).toBe(`![${picture}](docs/tour/${name}.svg)\n`);
      const file = join(root, 'docs', 'tour', `${name}.svg`);
      expect(existsSync(file)).toBe(true);
      expect(statSync(file).size).toBeLessThan(20_000);
      expect(readFileSync(file, 'utf8')).not.toMatch(/\x1b|undefined|NaN/);
    }
  });

  it('has at most four pictures', () => {
    expect(readme.match(/docs\/tour\/\w+\.svg/g)?.length).toBeLessThanOrEqual(4);
  });
});

describe('a terminal as a picture', () => {
  const lines = linesOf('\x1b[32m✔\x1b[39m \x1b[1mdone\n  <b> & \x1b[0;2mso\n\nfar');

  it('keeps looks over the ends of lines, and columns', () => {
    expect(lines[1]).toEqual([
      { column: 0, text: '  <b> & ', look: 'b' },
      { column: 8, text: 'so', look: 'd' },
    ]);
    expect(lines.map(textOf)).toEqual(['✔ done', '  <b> & so', '', 'far']);
  });

  it('is XML that a browser reads', () => {
    const svg = svgOf(lines, 'a & b');
    expect(svg).toContain('class="b">&lt;b&gt; &amp;</text>');
    expect(svg).toContain('<title>a &amp; b</title>');
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  it('shows one […] for what is left out, and knows its place', () => {
    const shown = trimmed(lines, (line) => line.includes('so') || line === '');
    expect(shown.map(textOf)).toEqual(['✔ done', '[…]', 'far']);
    const text = putBetween('a\n<!-- tour: x -->\nold\n<!-- /tour -->\nb', 'x', '$1');
    expect(text).toBe('a\n<!-- tour: x -->\n$1\n<!-- /tour -->\nb');
    expect(() => putBetween('a', 'x', '')).toThrow('no place for x');
  });
});
