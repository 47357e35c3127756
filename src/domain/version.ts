/** `19.3.1-ee`, `v19.3.0` → its numbers; `undefined` for what is no version. */
export function versionParts(text: string): [major: number, minor: number, patch: number] | undefined {
  const [, major, minor, patch = '0'] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Below zero when the first is older; `undefined` when one is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const [first, second] = [versionParts(a), versionParts(b)];
  if (!first || !second) return undefined;
  const different = first.findIndex((part, index) => part !== second[index]);
  return different === -1 ? 0 : (first[different] ?? 0) - (second[different] ?? 0);
}
