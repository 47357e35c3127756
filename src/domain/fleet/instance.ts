/** An EC2 instance of a stack, as EC2 shows it. A just-launched one may lack time, addresses and tags. */
export interface Instance {
  id: string;
  /** The tag `Name`. */
  name?: string;
  type: string;
  state: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
  lifecycle: 'spot' | 'on-demand';
  zone: string;
  /** Epoch milliseconds. */
  launchedAt?: number;
  privateIp?: string;
  publicIp?: string;
  imageId?: string;
  tags: Readonly<Record<string, string>>;
}
