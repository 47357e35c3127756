/** A quota by its codes in Service Quotas. */
export interface QuotaId {
  service: 'ec2' | 'fargate';
  code: string;
}

/** Is it about capacity at the fixed price, or about spot capacity? */
export type Market = 'onDemand' | 'spot';

type Family = Readonly<Record<Market, string>>;

/** Of the standard families, which also count where executors are chosen by size. */
export const standardCodes: Family = { onDemand: 'L-1216C47A', spot: 'L-34B43A08' };

/** Quotas count vCPUs, by the first letters of an instance type. Source: EC2 user guide, On-Demand and Spot quotas. */
const families: readonly (readonly [types: RegExp, codes: Family])[] = [
  [/^(a|c|d|h|i|im|is|m|r|t|z)$/, standardCodes],
  [/^(g|gr|vt)$/, { onDemand: 'L-DB2E81BA', spot: 'L-3819A6DF' }],
  [/^p$/, { onDemand: 'L-417A185B', spot: 'L-7212CCBC' }],
  [/^inf$/, { onDemand: 'L-1945791B', spot: 'L-B5D1601B' }],
  [/^f$/, { onDemand: 'L-74FC7D96', spot: 'L-88CF9481' }],
  [/^x$/, { onDemand: 'L-7295265B', spot: 'L-E3A00192' }],
  [/^trn$/, { onDemand: 'L-2C3B7624', spot: 'L-5480EFD2' }],
  [/^dl$/, { onDemand: 'L-6E869C2A', spot: 'L-85EED4F7' }],
];

/** `c7i.large` → the codes of its family's quotas; `undefined` for a family that is not known here. */
export function quotaCodesOf(type: string): Family | undefined {
  const letters = /^[a-z]+/.exec(type)?.[0] ?? '';
  return families.find(([types]) => types.test(letters))?.[1];
}

/** vCPUs of tasks. Source: Fargate service quotas. */
export const fargateCodes: Family = { onDemand: 'L-3032A538', spot: 'L-36FBB829' };
