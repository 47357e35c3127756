import { useInput, useStdin } from 'ink';
import type { ReactNode } from 'react';
import type { Move } from './frame.ts';

interface Props {
  onMove(move: Move): void;
  onQuit(): void;
  children: ReactNode;
}

/** The keys of what may be longer than the screen; others are swallowed, so that nothing is echoed into it. */
export function ScrollKeys({ onMove, onQuit, children }: Props) {
  const { isRawModeSupported } = useStdin();
  useInput(
    (input, key) => {
      if (input === 'q' || (key.ctrl && input === 'c')) return onQuit();
      if (key.upArrow || input === 'k') onMove(-1);
      if (key.downArrow || input === 'j') onMove(1);
      if (key.pageUp || input === 'b') onMove('page-up');
      if (key.pageDown || input === ' ') onMove('page-down');
      if (key.home || input === 'g') onMove('start');
      if (key.end || input === 'G') onMove('end');
    },
    // Without a keyboard (stdin is a pipe) it is only shown.
    { isActive: isRawModeSupported },
  );
  return children;
}
