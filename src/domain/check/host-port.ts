/** The host of a URL; an IPv6 address without its brackets. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** A name or an address, with a port. */
export interface HostPort {
  host: string;
  port: number;
}
