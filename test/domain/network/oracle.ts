import fc from 'fast-check';

/** An address or CIDR as the string of its leading bits: a way to think that shares nothing with the code. */
export function bits(text: string): string {
  const [address = '', length = '32'] = text.split('/');
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, Number(length));
}

export const isWithin = (cidr: string, address: string): boolean => bits(address).startsWith(bits(cidr));

/** Few different octets, so that prefixes meet. */
const octet = fc.constantFrom(0, 1, 10, 127, 128, 255);
export const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
export const cidr = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([text, length]) => `${text}/${length}`);
