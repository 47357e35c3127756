import { Text } from 'ink';

/** One line of the live part: cut, never wrapped, so that heights can be counted; to ink an empty text is none. */
export function Line({ children }: { children: string }) {
  return <Text wrap="truncate-end">{children || ' '}</Text>;
}

/** Several of them. Position is identity: the live part is drawn anew each time. */
export function Lines({ of }: { of: readonly string[] }) {
  return of.map((line, index) => <Line key={index}>{line}</Line>);
}
