import type { Choice, Words } from './model.ts';

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
