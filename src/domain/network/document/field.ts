import ipaddr from 'ipaddr.js';
import * as z from 'zod';

/** A field AWS may leave out. */
export const text = z.string().optional();
export const flag = z.boolean().optional();
export const id = z.string().min(1);
export const number = z.number().optional();

const family = (cidr: string): 'ipv4' | 'ipv6' | undefined =>
  ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr)[0].kind() : undefined;

export const cidr4 = z.string().refine((value) => family(value) === 'ipv4', 'is no IPv4 CIDR');
export const cidr6 = z.string().refine((value) => family(value) === 'ipv6', 'is no IPv6 CIDR');
export const anyCidr = z.string().refine((value) => family(value) !== undefined, 'is no CIDR');
export const address4 = z
  .string()
  .refine((value) => ipaddr.IPv4.isValidFourPartDecimal(value), 'is no IPv4 address');
export const address6 = z.string().refine((value) => ipaddr.IPv6.isValid(value), 'is no IPv6 address');
export const port = z.int().min(-1).max(65_535);

/** A list AWS may leave out when it is empty. */
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .optional()
    .transform((items) => items ?? []);

export const tags = z
  .array(z.object({ Key: text, Value: text }))
  .optional()
  .transform((pairs) => pairs?.find(({ Key }) => Key === 'Name')?.Value);

export const named = (name: string | undefined): { name?: string } => (name ? { name } : {});

/** The object without the keys whose value is not there. */
export type Sparse<T> = { [K in keyof T]: Exclude<T[K], undefined> };
export function sparse<T extends object>(object: T): Partial<Sparse<T>> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<
    Sparse<T>
  >;
}
