import { useInput, useStdin } from 'ink';
import type { ReactNode } from 'react';

/** `q` and Ctrl-C end a watched result; other keys are swallowed, so that nothing is echoed into it. */
function QuitKeys({ onQuit, children }: { onQuit(): void; children: ReactNode }) {
  const { isRawModeSupported } = useStdin();
  useInput(
    (input, key) => {
      if (input === 'q' || (key.ctrl && input === 'c')) onQuit();
    },
    // Without a keyboard (stdin is a pipe) it is only shown.
    { isActive: isRawModeSupported },
  );
  return children;
}

/** Puts these keys around a frame. */
export const quitting = (onQuit: () => void) => (children: ReactNode) => (
  <QuitKeys onQuit={onQuit}>{children}</QuitKeys>
);
