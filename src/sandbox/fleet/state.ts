import type { Tag } from '@aws-sdk/client-auto-scaling';
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
  templateId: string;
  templateVersion: string;
  securityGroups: readonly string[];
  publicIp: boolean;
  isProtected: boolean;
}

export interface Group {
  name: string;
  arn: string;
  createdAt: number;
  min: number;
  subnets: readonly string[];
  properties: ValueMap;
  tags: readonly Tag[];
  suspended: Map<string, string>;
  fleet: GroupFleet;
  /** By instance id. */
  launched: Map<string, Launched>;
  status?: 'Delete in progress' | 'Deleted';
}

export interface Groups {
  /** Deleted ones stay as long as their instances are shown. */
  all: Group[];
  launchTemplates: Map<string, LaunchTemplate>;
}

export const emptyGroups = (): Groups => ({ all: [], launchTemplates: new Map() });

/** The group of this name, unless it is deleted. */
export const findGroup = ({ all }: Groups, name: string | undefined): Group | undefined =>
  all.find((group) => group.name === name && group.status !== 'Deleted');
