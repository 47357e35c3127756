/** Which stack, and where: what the ARNs of a policy are made of. `*` where it is left open. */
export interface Where {
  partition: string;
  region: string;
  account: string;
  stack: string;
  /** IAM path of the stack's roles. */
  iamPath: string;
  /** Commands are always told the stack's name, and need not look for it. */
  isNamed: boolean;
}

export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Place {
  actions: readonly string[];
  /** ARNs without the part up to the service. */
  on: (where: Where) => readonly string[];
  condition?: (where: Where) => Condition;
}

/** Resources of a service in the region and account. */
export const here =
  (service: string, ...resources: string[]) =>
  ({ region, account }: Where): string[] =>
    resources.map((resource) => `${service}:${region}:${account}:${resource}`);
/** The same, `STACK` in them being the stack's name. */
export const ofStack =
  (service: string, ...resources: string[]) =>
  (where: Where): string[] =>
    here(service, ...resources.map((resource) => resource.replaceAll('STACK', where.stack)))(where);

/** Whole ARNs. */
export function arns(parts: readonly string[], { partition }: Where): string[] {
  return parts.map((part) => (part === '*' ? part : `arn:${partition}:${part}`));
}

/** How CloudFormation begins the names it makes: with the stack's, which it cuts where it is long. */
export const shortened = (stack: string): string =>
  stack.length > 20 ? `${stack.slice(0, 20)}*` : `${stack}-`;

/** The instance profiles of the stack's executors. */
export const profiles = ({ account, iamPath, stack }: Where): string[] => [
  `iam::${account}:instance-profile${iamPath}${shortened(stack)}*`,
];
