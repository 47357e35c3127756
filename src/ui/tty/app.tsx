import { useStdout } from 'ink';
import { useLayoutEffect } from 'react';
import { Screen, type ScreenProps } from './screen.tsx';

interface Props {
  /** `undefined`: nothing live. */
  screen: ScreenProps | undefined;
  /** Hands out ink's way to write above the live part: raw, so that long commands can be copied whole. */
  onWriter: (write: (text: string) => void) => void;
}

export function App({ screen, onWriter }: Props) {
  const { write } = useStdout();
  useLayoutEffect(() => onWriter(write), [write, onWriter]);
  return screen ? <Screen {...screen} /> : null;
}
