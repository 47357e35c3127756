/** Shares out lines, most important part first, so that the frame is never taller than the terminal. */
export function allot<Part extends string>(
  lines: number,
  wants: readonly (readonly [part: Part, wanted: number])[],
): Record<Part, number> {
  let left = Math.max(0, lines);
  const shares = wants.map(([part, wanted]) => {
    const share = Math.min(wanted, left);
    left -= share;
    return [part, share] as const;
  });
  return Object.fromEntries(shares) as Record<Part, number>;
}
