import type { Choice, Words } from './model.ts';

/** Names of one or two words: what can stand alone, and what after which first word. */
export function namesByWord(names: readonly string[]): { first: string[]; after: [string, string[]][] } {
  const pairs = names.map((name) => name.split(' '));
  const second = Map.groupBy(
    pairs.filter(({ length }) => length > 1),
    ([word = '']) => word,
  );
  return {
    first: [...new Set(pairs.map(([word = '']) => word))],
    after: [...second].map(([word, of]) => [word, of.map(([, below = '']) => below)]),
  };
}

/** The words that can follow others: at the beginning, and after each topic. */
export function levels({ commands, topics }: Words): [above: string, below: Choice[]][] {
  const below = (topic: string): Choice[] =>
    commands
      .filter(({ word }) => word.startsWith(`${topic} `))
      .map(({ word, says }) => ({ word: word.slice(topic.length + 1), says }));
  const top = [...commands.filter(({ word }) => !word.includes(' ')), ...topics];
  const sorted = top.toSorted((one, other) => (one.word < other.word ? -1 : 1));
  return [['', sorted], ...topics.map(({ word }): [string, Choice[]] => [word, below(word)])];
}
