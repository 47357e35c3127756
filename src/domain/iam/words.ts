import { commandNeeds, doorNeeds } from './commands.ts';

const names = [...Object.keys(commandNeeds), ...Object.keys(doorNeeds)];

/**
 * `logs runner show executors` → the commands meant: a name of two words, or a topic for all of its commands. The word
 * that is none comes back alone.
 */
export function commandsIn(words: readonly string[]): string[] | { unknown: string } {
  const rest = words.flatMap((word) => word.split(/[\s:]+/)).filter((word) => word !== 'glfr' && word !== '');
  const found: string[] = [];
  while (rest.length > 0) {
    const [word = '', following] = rest;
    const pair = `${word} ${following}`;
    const topic = names.filter((name) => name.startsWith(`${word} `));
    if (names.includes(pair)) found.push(pair);
    else if (names.includes(word)) found.push(word);
    else if (topic.length > 0) found.push(...topic);
    else return { unknown: word };
    rest.splice(0, names.includes(pair) ? 2 : 1);
  }
  return [...new Set(found)];
}

/** Every name that can be asked for. */
export const policyNames: readonly string[] = names;
