/** An EC2 instance of a stack, as EC2 shows it. A just-launched one may lack time, addresses and tags. */
export interface Instance {
  id: string;
  /** The tag `Name`. */
  name?: string;
  type: string;
  state: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
  lifecycle: 'spot' | 'on-demand';
  zone: string;
  vCpus?: number;
  /** Epoch milliseconds. */
  launchedAt?: number;
  /** When it was told to stop or end, where EC2 says so; epoch milliseconds. */
  endedAt?: number;
  /** Why EC2 changed its state last, in EC2's words. */
  stateReason?: string;
  privateIp?: string;
  publicIp?: string;
  imageId?: string;
  /** docker-machine makes a key pair for each machine and gives it the machine's name. */
  keyName?: string;
  spotRequestId?: string;
  securityGroups?: readonly string[];
  tags: Readonly<Record<string, string>>;
}
