/** What Fargate takes: memory in MiB for each number of CPU units, from, to, in steps. Source: ECS task size table. */
const sizes: Readonly<Record<number, { from: number; to: number; step: number }>> = {
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
  16384: { from: 32_768, to: 122_880, step: 8192 },
};

/** What Fargate would take instead, in words; `undefined` when the pair is right. */
export function fargateSizeProblem(cpu: number, memoryMib: number): string | undefined {
  if (cpu === 256) return [512, 1024, 2048].includes(memoryMib) ? undefined : '512, 1024 or 2048';
  const size = sizes[cpu];
  if (!size) return undefined;
  const { from, to, step } = size;
  const fits = memoryMib >= from && memoryMib <= to && (memoryMib - from) % step === 0;
  return fits ? undefined : `${from} to ${to} in steps of ${step}`;
}
