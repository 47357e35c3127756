import { Box, useInput, useStdin } from 'ink';
import { Lines } from '../tty/line.tsx';

/** By so many rows, or to one end. */
export type Move = number | 'start' | 'end';

interface Props {
  lines: readonly string[];
  /** Lines it takes, so that it begins at the top of the terminal. */
  height: number;
  /** Rows of a page. */
  page: number;
  onMove(move: Move): void;
  onQuit(): void;
}

export function WatchScreen({ lines, height, page, onMove, onQuit }: Props) {
  const { isRawModeSupported } = useStdin();
  useInput(
    (input, key) => {
      if (input === 'q' || (key.ctrl && input === 'c')) return onQuit();
      if (key.upArrow || input === 'k') onMove(-1);
      if (key.downArrow || input === 'j') onMove(1);
      if (key.pageUp || input === 'b') onMove(-page);
      if (key.pageDown || input === ' ') onMove(page);
      if (key.home || input === 'g') onMove('start');
      if (key.end || input === 'G') onMove('end');
    },
    // Without a keyboard (stdin is a pipe) it is only shown.
    { isActive: isRawModeSupported },
  );
  return (
    <Box flexDirection="column" height={height}>
      <Lines of={lines} />
    </Box>
  );
}
