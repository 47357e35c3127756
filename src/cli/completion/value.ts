/**
 * What may stand after a flag, or as an argument. `list`: several with commas between; `order`: the same, each perhaps
 * with a `-` before it; `names`: several arguments, of which some have two words.
 */
export type Value =
  | { kind: 'options' | 'list' | 'order'; options: readonly string[] }
  | { kind: 'names'; names: readonly string[] }
  | { kind: 'file' }
  | { kind: 'any' };
