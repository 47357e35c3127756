import type { HostPort } from '../domain/check/host-port.ts';
import { proxyFrom } from '../domain/check/proxy.ts';
import { gitlabFrom, type Scene } from '../domain/check/scene.ts';
import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { settings } from '../domain/settings/declaration.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { physicalId } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { locate } from './locate.ts';
import type { StackPort } from './ports.ts';

/** The question about a runner, as it was put. */
export interface OwnQuestion {
  stackName?: string | undefined;
  /** None: those of the stack. */
  subnets: readonly string[];
  securityGroups: readonly string[];
  gitlabUrl?: string | undefined;
  ssh: boolean;
  registries: readonly HostPort[];
}

/** By flags alone, where subnets are named; else as the stack is. `stacks` is left out where AWS must not be asked. */
export async function settleScene(
  question: OwnQuestion,
  proposedUrl: string | undefined,
  stacks: StackPort | undefined,
): Promise<{ scene: Scene; stack?: Stack }> {
  const { subnets, stackName } = question;
  if (subnets.length > 0 && stackName === undefined) return { scene: ofFlags(question, proposedUrl) };
  if (stacks === undefined) throw subnetNeeded();
  const stack = await locate(stackName, stacks).catch((error: unknown) => {
    throw hasCode(error, 'stack.not-found') ? noStack(error) : error;
  });
  return { scene: await ofStack(question, stack, stacks), stack };
}

const subnetNeeded = (): GlfrError =>
  new GlfrError({
    code: 'check.no-subnet',
    message: 'A snapshot file holds no stack, so the subnets have to be named.',
    suggestions: ['--subnet subnet-0a1b2c3d', '--from subnet-0a1b2c3d --to gitlab.example.com:443'],
    exitCode: exitCode.usage,
  });

const noStack = ({ message, code, exitCode: exit, cause }: GlfrError): GlfrError =>
  new GlfrError({
    ...{ code, exitCode: exit, cause },
    message: `${message.replace(/\.$/, '')}, and no subnet is named to check instead.`,
    suggestions: ['glfr check --subnet subnet-0a1b2c3d --gitlab-url https://gitlab.example.com', 'glfr init'],
  });

const defaults = {
  gitlabUrl: settings.gitlabUrl.default ?? '',
  managerImage: settings.managerImage.default ?? '',
  jobImage: settings.image.default ?? '',
};

const groupsOf = (securityGroups: readonly string[]) =>
  securityGroups.length === 0 ? {} : { managerGroups: securityGroups, executorGroups: securityGroups };

function ofFlags(question: OwnQuestion, proposedUrl: string | undefined): Scene {
  const { subnets, securityGroups, gitlabUrl, ssh, registries } = question;
  return {
    ...{ title: 'a runner', subnets, ssh, registries, executorKind: 'docker-autoscaler' },
    gitlab: gitlabFrom(gitlabUrl ?? proposedUrl ?? defaults.gitlabUrl),
    ...{ managerImage: defaults.managerImage, jobImage: defaults.jobImage },
    ...groupsOf(securityGroups),
  };
}

async function ofStack(question: OwnQuestion, stack: Stack, stacks: StackPort): Promise<Scene> {
  const { parameters } = stack;
  const draft = settingsFromParameters(parameters);
  const { subnets, securityGroups, gitlabUrl, ssh, registries } = question;
  const url = gitlabUrl ?? draft.gitlabUrl ?? defaults.gitlabUrl;
  const proxy = proxyFrom(draft.proxy, draft.proxyBypass);
  return {
    ...{ title: stack.name, stackName: stack.name, ssh, registries },
    ...(proxy && { proxy }),
    subnets: subnets.length > 0 ? subnets : (draft.subnets ?? []),
    gitlab: gitlabFrom(url, gitlabUrl === undefined ? draft.gitlabAddress : ''),
    executorKind: draft.executor ?? 'docker-autoscaler',
    ...(draft.ssh && { keyedBy: draft.ssh }),
    ...(parameters.AssignPublicIp !== undefined && { publicIp: parameters.AssignPublicIp === 'ENABLED' }),
    managerImage: draft.managerImage ?? defaults.managerImage,
    jobImage: draft.image ?? defaults.jobImage,
    ...(securityGroups.length > 0 ? groupsOf(securityGroups) : await groupsOfStack(stack, stacks)),
  };
}

/** From the outputs, which a finished stack has; else from the resources made so far. */
async function groupsOfStack(
  stack: Stack,
  stacks: StackPort,
): Promise<Pick<Scene, 'managerGroups' | 'executorGroups'>> {
  const { ManagerSecurityGroupId, ExecutorSecurityGroupId } = stack.outputs;
  if (ManagerSecurityGroupId && ExecutorSecurityGroupId)
    return { managerGroups: [ManagerSecurityGroupId], executorGroups: [ExecutorSecurityGroupId] };
  const resources = await stacks.resources(stack.id);
  const manager = physicalId(resources, 'ManagerSecurityGroup');
  const executor = physicalId(resources, 'ExecutorSecurityGroup');
  return {
    ...(manager && { managerGroups: [manager] }),
    ...(executor && { executorGroups: [executor] }),
  };
}
