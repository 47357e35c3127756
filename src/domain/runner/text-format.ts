import { type Field, fieldFromText, type RunnerLine } from './runner-line.ts';

/** Up to `=` a key (it may hold spaces: `build info`), then a quoted value or one without spaces. */
const PAIR = /\s*([^="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Undoes Go's strconv.Quote. */
function unquote(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
    (_, two?: string, four?: string, eight?: string, letter = '') => {
      const hex = two ?? four ?? eight;
      if (hex === undefined) return ESCAPES[letter] ?? letter;
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** Reads logrus' TextFormatter: `time="…" level=info msg="…" key=value "…"`. */
export function parseText(text: string): RunnerLine | undefined {
  const pairs: [string, Field][] = [];
  PAIR.lastIndex = 0;
  let read = 0;
  for (let match = PAIR.exec(text); match !== null; match = PAIR.exec(text)) {
    const [, key = '', quoted, bare = ''] = match;
    pairs.push([key, quoted === undefined ? fieldFromText(bare) : unquote(quoted)]);
    read = PAIR.lastIndex;
  }
  if (read < text.length) return undefined;
  const [time, level, msg, ...fields] = pairs;
  if (time?.[0] !== 'time' || level?.[0] !== 'level' || msg?.[0] !== 'msg') return undefined;
  const at = Date.parse(String(time[1]));
  return {
    kind: 'runner',
    ...(!Number.isNaN(at) && { time: at }),
    level: String(level[1]),
    msg: String(msg[1]),
    fields: Object.fromEntries(fields),
  };
}
