import { parse } from 'smol-toml';
import * as z from 'zod';

/** What the driver for Fargate is told: where it runs which task. */
export interface Driver {
  cluster: string;
  subnet: string;
  securityGroup: string;
  /** The newest revision of this family runs. */
  family: string;
  publicIp: boolean;
}

const schema = z.object({
  Fargate: z.object({
    Cluster: z.string(),
    Subnet: z.string(),
    SecurityGroup: z.string(),
    TaskDefinition: z.string(),
    EnablePublicIP: z.boolean().default(false),
  }),
});

export function readDriver(toml: string): Driver {
  const { Fargate } = schema.parse(parse(toml));
  return {
    cluster: Fargate.Cluster,
    subnet: Fargate.Subnet,
    securityGroup: Fargate.SecurityGroup,
    family: Fargate.TaskDefinition,
    publicIp: Fargate.EnablePublicIP,
  };
}
