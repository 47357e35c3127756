/** A CloudFormation stack as glfr sees it. Times are epoch milliseconds. */
export interface Stack {
  name: string;
  id: string;
  status: string;
  statusReason?: string;
  description?: string;
  parameters: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  createdAt: number;
  updatedAt?: number;
}

/** One line of a stack's history. */
export interface StackEvent {
  id: string;
  time: number;
  logicalId: string;
  physicalId?: string;
  resourceType: string;
  status: string;
  reason?: string;
}

/** One resource of a stack and how far it is. */
export interface StackResource {
  logicalId: string;
  physicalId?: string;
  resourceType: string;
  status: string;
}

/** A parameter of a change set; `keep` leaves the value the stack has (and never sends a secret again). */
export type ParameterValue = { value: string } | { keep: true };

export interface ChangeSetRequest {
  stackName: string;
  kind: 'CREATE' | 'UPDATE';
  name: string;
  /** `undefined` leaves the template the stack has. */
  template: string | undefined;
  parameters: Readonly<Record<string, ParameterValue>>;
  tags: Readonly<Record<string, string>>;
}

export interface ChangeSet {
  id: string;
  stackId: string;
  status: string;
  statusReason?: string;
  changes: readonly { action: string; logicalId: string; resourceType: string; replacement?: string }[];
}

/** Tag key that marks everything of a stack; its value is the stack's name. */
export const stackTag = 'glfr:stack';

/** Stacks made from the console carry no stack tag, but every glfr template's description starts so. */
const descriptionMark = 'glfr: ';

/** Was this stack made from glfr's template? */
export function isGlfrStack(stack: Pick<Stack, 'tags' | 'description'>): boolean {
  return stackTag in stack.tags || (stack.description?.startsWith(descriptionMark) ?? false);
}
