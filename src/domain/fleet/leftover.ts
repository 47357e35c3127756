/** A key pair as EC2 has it; docker-machine makes one for each machine. Times are epoch milliseconds. */
export interface KeyPair {
  id: string;
  name: string;
  createdAt?: number;
}

/** A spot request; `open` ones may still be fulfilled. */
export interface SpotRequest {
  id: string;
  state: string;
  keyName: string;
  instanceId?: string;
  createdAt?: number;
}
