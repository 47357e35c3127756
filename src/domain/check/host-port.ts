/** A name or an address, with a port. */
export interface HostPort {
  host: string;
  port: number;
}
