/** How the manager makes executors; each kind has a stack template of its own. */
export const executorKinds = ['docker-autoscaler', 'docker-machine', 'fargate'] as const;

export type ExecutorKind = (typeof executorKinds)[number];

/** Those whose executors are EC2 instances. */
export const onEc2 = ['docker-autoscaler', 'docker-machine'] as const;
