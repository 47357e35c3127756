import type { Tag } from '@aws-sdk/client-auto-scaling';
import type { Executor } from '../../domain/simulation/executor.ts';
import type { Fleet } from '../../domain/simulation/fleet.ts';
import type { ValueMap } from '../../domain/stack/template-model.ts';
import type { GroupFleet } from './group-fleet.ts';

export interface LaunchTemplate {
  id: string;
  name: string;
  /** Version n is at n - 1. */
  versions: ValueMap[];
}

/** What an instance was launched with; a later version of the template changes nothing of it. */
export interface Launched {
  type: string;
  imageId: string;
  spot: boolean;
  subnetId: string;
  securityGroups: readonly string[];
  publicIp: boolean;
  templateId?: string;
  templateVersion?: string;
  isProtected?: boolean;
  keyName?: string;
  profileArn?: string;
}

/** Whoever has instances. */
export interface Owner {
  fleet: Fleet;
  /** By instance id. */
  launched: Map<string, Launched>;
  tagsOf(executor: Executor, launched: Launched): { Key: string; Value: string }[];
}

export interface Group extends Owner {
  name: string;
  arn: string;
  createdAt: number;
  min: number;
  subnets: readonly string[];
  properties: ValueMap;
  tags: readonly Tag[];
  suspended: Map<string, string>;
  fleet: GroupFleet;
  status?: 'Delete in progress' | 'Deleted';
}

/** The `MachineOptions` of config.toml: `amazonec2-key=value`, by key without the driver's name. */
export type MachineOptions = ReadonlyMap<string, string>;

/** The instances that docker-machine made for one stack; they outlive their manager. */
export interface MachineGroup extends Owner {
  /** Id of the executors' security group, which is the stack's own. */
  securityGroup: string;
  /** Of the manager that creates machines now. */
  options: MachineOptions;
}

export interface Groups {
  /** Deleted ones stay as long as their instances are shown. */
  all: Group[];
  launchTemplates: Map<string, LaunchTemplate>;
  /** docker-machine's, which are in no group. */
  machines: MachineGroup[];
}

export const emptyGroups = (): Groups => ({ all: [], launchTemplates: new Map(), machines: [] });

/** The group of this name, unless it is deleted. */
export const findGroup = ({ all }: Groups, name: string | undefined): Group | undefined =>
  all.find((group) => group.name === name && group.status !== 'Deleted');
