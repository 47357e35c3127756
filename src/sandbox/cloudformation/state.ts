import type { Change, ResourceStatus, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import type { Template, Value, ValueMap } from '../../domain/stack/template-model.ts';

/** What a template and its parameters come to. */
export interface Goal {
  body: string;
  template: Template;
  /** As given; secrets hashed. */
  parameters: Readonly<Record<string, string>>;
  /** Values of parameters that name an SSM parameter. */
  resolved: Readonly<Record<string, string>>;
  tags: readonly Tag[];
  capabilities: readonly string[];
}

export interface Made {
  physicalId: string;
  attributes: Readonly<Record<string, Value>>;
}

export interface Resource {
  logicalId: string;
  type: string;
  status: ResourceStatus;
  reason?: string | undefined;
  changedAt: number;
  properties: ValueMap;
  made?: Made | undefined;
}

export interface StackEventRecord {
  id: string;
  at: number;
  logicalId: string;
  physicalId: string;
  type: string;
  status: ResourceStatus;
  reason?: string | undefined;
}

export interface ChangeSet {
  id: string;
  name: string;
  kind: 'CREATE' | 'UPDATE';
  createdAt: number;
  description?: string | undefined;
  goal: Goal;
  changes: readonly Change[];
  status: 'CREATE_PENDING' | 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string | undefined;
  executionStatus:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED';
}

export interface Stack {
  id: string;
  name: string;
  status: StackStatus;
  reason?: string | undefined;
  createdAt: number;
  updatedAt?: number | undefined;
  deletedAt?: number | undefined;
  goal: Goal;
  resources: Map<string, Resource>;
  outputs: readonly {
    key: string;
    value: string;
    description?: string | undefined;
    exportName?: string | undefined;
  }[];
  /** Oldest first. */
  events: StackEventRecord[];
  changeSets: Map<string, ChangeSet>;
  /** Stops the work in progress; there while a stack may be cancelled. */
  cancel?: (() => void) | undefined;
  /** Goes back to what the stack was; there while it is being updated. */
  cancelUpdate?: (() => void) | undefined;
}

export const isInProgress = (stack: Stack): boolean =>
  stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';
