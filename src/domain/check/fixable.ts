import type { ReachPath, SecurityGroupChange } from '../network/result.ts';

/** One rule that would mend something, and whose group it is. */
export interface FixableRule {
  rule: SecurityGroupChange;
  text: string;
  command: string;
  /** GitLab's, an endpoint's, anybody's: asked for by itself. */
  isOwn: boolean;
}

/** The security group rules that the findings ask for, each once; nothing else is ever offered. */
export function fixableRules(paths: readonly ReachPath[], own: ReadonlySet<string>): FixableRule[] {
  const found = new Map<string, FixableRule>();
  for (const { fix, severity } of paths.flatMap(({ findings }) => findings)) {
    if (!fix?.rule || !fix.command || severity === 'warning' || severity === 'unknown') continue;
    const { rule, text, command } = fix;
    if (!found.has(command)) found.set(command, { rule, text, command, isOwn: own.has(rule.groupId) });
  }
  return [...found.values()].toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn));
}
