/** As much of a terminal as a status line needs. */
export interface Terminal {
  write(text: string): void;
  /** Asked each time: windows are resized. */
  columns(): number;
}
