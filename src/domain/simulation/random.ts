/** A reproducible stream of random values. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  exponential(mean: number): number;
  /** Lognormal by its median and the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** So many random characters of `alphabet`, whose length should be a power of two. */
  text(length: number, alphabet: string): string;
}

/** Four well-mixed 32-bit words of a text (cyrb128, public domain). */
function words(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/** A source of 32 random bits (sfc32, which passes PractRand). */
function bits(text: string): () => number {
  let [a, b, c, counter] = words(text);
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/**
 * The random stream of one thing, named by labels: `random(seed, 'job', 7)`. Streams of different labels are
 * independent, so what one job draws never depends on how many others there were or on the settings.
 */
export function random(seed: string | number, ...labels: readonly (string | number)[]): Random {
  const next = bits([seed, ...labels].map((label) => `${String(label).length}:${label}`).join(''));
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const integer = (low: number, high: number): number => low + Math.floor(uniform() * (high - low + 1));
  return {
    uniform,
    integer,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    lognormal: (median, sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      return median * Math.exp(sigma * normal);
    },
    pick: <T>(list: readonly [T, ...T[]]): T => list[integer(0, list.length - 1)] ?? list[0],
    text: (length, alphabet) => {
      let text = '';
      for (let index = 0; index < length; index += 1) text += alphabet.charAt(next() % alphabet.length);
      return text;
    },
  };
}
