import { useInput, useStdin } from 'ink';
import type { ReactNode } from 'react';

/** By so many rows, or to one end. */
export type Move = number | 'start' | 'end';

interface Props {
  /** Rows of a page. */
  page: () => number;
  onMove(move: Move): void;
  onQuit(): void;
  children: ReactNode;
}

/** The keys of a list that is longer than the screen. */
export function ListKeys({ page, onMove, onQuit, children }: Props) {
  const { isRawModeSupported } = useStdin();
  useInput(
    (input, key) => {
      if (input === 'q' || (key.ctrl && input === 'c')) return onQuit();
      if (key.upArrow || input === 'k') onMove(-1);
      if (key.downArrow || input === 'j') onMove(1);
      if (key.pageUp || input === 'b') onMove(-page());
      if (key.pageDown || input === ' ') onMove(page());
      if (key.home || input === 'g') onMove('start');
      if (key.end || input === 'G') onMove('end');
    },
    // Without a keyboard (stdin is a pipe) it is only shown.
    { isActive: isRawModeSupported },
  );
  return children;
}
