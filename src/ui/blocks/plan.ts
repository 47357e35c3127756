import type { MonthlyCost, Plan } from '../../domain/stack/plan.ts';
import { fold } from '../fold.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang, padEnd, wrap } from '../wrap.ts';
import { reachSummary } from './reach.ts';

const labelWidth = 'Resources'.length + 4;

/** What a deploy would make or change, what it costs, and what to know before saying yes. */
export function planLines(plan: Plan, style: TextStyle): string[] {
  const rows: [label: string, lines: string[]][] = [
    ['Runner', runnerText(plan)],
    ['Resources', resourcesText(plan)],
    ['Endpoints', plan.endpoints ? endpointsText(plan.endpoints) : []],
    ['Settings', changesText(plan)],
    ['GitLab', plan.reach ? [reachSummary(plan.reach)] : []],
    ['Cost', plan.cost ? costText(plan.cost) : []],
  ];
  return [
    ...wrap(safeText(headline(plan)), style.columns, '  ').map((line) => style.paint('heading', line)),
    ...rows.flatMap(([label, lines]) => section(label, lines, style)),
    ...plan.warnings
      .flatMap((warning) => hang('! ', safeText(warning), style.columns))
      .map((line) => style.paint('warn', line)),
  ];
}

function headline({ action, stackName, region, account }: Plan): string {
  const place = `${region}, account ${account}`;
  if (action === 'none')
    return `Plan: nothing to change; the stack ${stackName} in ${place} is as asked already`;
  return `Plan: ${action} the stack ${stackName} in ${place}`;
}

function section(label: string, lines: readonly string[], { columns, paint }: TextStyle): string[] {
  const margin = ' '.repeat(labelWidth);
  const wrapped = lines.flatMap((line) => fold(margin + safeText(line), columns, margin));
  return wrapped.map((line, index) =>
    index === 0 ? `  ${paint('dim', label)}${line.slice(label.length + 2)}` : line,
  );
}

function runnerText({ newRunner, resetsToken }: Plan): string[] {
  if (resetsToken) return [`#${resetsToken.runnerId} in ${resetsToken.url} gets a new token`];
  if (!newRunner) return [];
  const { url, scope, description, tags, runUntagged } = newRunner;
  const [kind = '', id] = scope.split(':');
  const who = id === undefined ? `the whole ${kind}` : `${kind} ${id}`;
  const tagged = tags.length === 0 ? '' : `tags ${tags.join(', ')}`;
  const untagged =
    tags.length === 0 ? 'takes every job' : runUntagged ? 'and jobs without tags' : 'only jobs with its tags';
  return [`new: ${description}, for ${who}`, url, [tagged, untagged].filter(Boolean).join('; ')];
}

/** `19: 4 IAM, 3 ECS, …`, most first. */
function resourcesText({ resources }: Plan): string[] {
  if (resources.length === 0) return [];
  const byService = Map.groupBy(resources, ({ type }) => type.split('::')[1] ?? type);
  const parts = [...byService].map(([service, of]) => [service, of.length] as const);
  const sorted = parts.toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return [`${resources.length}: ${sorted.map(([service, number]) => `${number} ${service}`).join(', ')}`];
}

function endpointsText({ stackName, services }: NonNullable<Plan['endpoints']>): string[] {
  return [
    `${services.length} in the stack ${stackName}, one address each in every zone:`,
    services.join(', '),
  ];
}

function changesText({ changes }: Plan): string[] {
  const width = Math.max(0, ...changes.map(({ parameter }) => parameter.length));
  const old = (from: string | undefined) => (from === undefined ? '' : `${valueText(from)} → `);
  return changes.map(({ parameter, from, to }) => `${padEnd(parameter, width)} ${old(from)}${valueText(to)}`);
}

/** Lists with blanks, so that they can be broken. */
const valueText = (value: string): string => value.replaceAll(',', ', ') || "''";

const dollars = (digits: number) =>
  new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  });

function costText({ managerPerMonth, executorPerHour, pricesDated }: MonthlyCost): string[] {
  const executor =
    executorPerHour === undefined
      ? []
      : [`${dollars(4).format(executorPerHour)} an hour for each executor while it exists`];
  return [
    `about ${dollars(2).format(managerPerMonth)} a month for the manager`,
    ...executor,
    `(prices of ${pricesDated})`,
  ];
}
