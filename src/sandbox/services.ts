import { GlfrError } from '../domain/error.ts';
import { changeSetHandlers } from './cloudformation/change-sets.ts';
import { driftHandlers } from './cloudformation/drift.ts';
import { stackHandlers } from './cloudformation/stacks.ts';
import { balancerHandlers } from './ec2/balancer-handlers.ts';
import { consoleHandlers } from './ec2/console-handler.ts';
import { imageHandlers } from './ec2/image-handlers.ts';
import { insightsHandlers } from './ec2/insights-handlers.ts';
import { instanceHandlers } from './ec2/instance-handlers.ts';
import { looseHandlers } from './ec2/loose-handlers.ts';
import { networkHandlers } from './ec2/network-handlers.ts';
import { offeringHandlers } from './ec2/offering-handlers.ts';
import { regionHandlers } from './ec2/region-handlers.ts';
import { ruleHandlers } from './ec2/rule-handlers.ts';
import { spotHandlers } from './ec2/spot-handlers.ts';
import { surroundingsHandlers } from './ec2/surroundings-handlers.ts';
import { ecsHandlers } from './ecs/handlers.ts';
import { autoScalingHandlers } from './fleet/handlers.ts';
import { forgeHandlers } from './forge/runners.ts';
import type { Handler, Handlers } from './handler.ts';
import { iamHandlers } from './iam/handlers.ts';
import { logsHandlers } from './logs/handlers.ts';
import { quotaHandlers } from './quota-handlers.ts';
import { s3Handlers } from './s3/handlers.ts';
import { stsHandlers } from './sts.ts';
import { zoneHandlers } from './zone-handlers.ts';

/** GitLab's changes are stored like AWS's; no one can call them but the sandbox itself. */
export const forgeService = 'gitlab';

const services: Readonly<Record<string, Handlers>> = {
  cloudformation: { ...changeSetHandlers, ...stackHandlers, ...driftHandlers },
  ec2: {
    ...networkHandlers,
    ...instanceHandlers,
    ...offeringHandlers,
    ...regionHandlers,
    ...surroundingsHandlers,
    ...ruleHandlers,
    ...insightsHandlers,
    ...imageHandlers,
    ...looseHandlers,
    ...spotHandlers,
    ...consoleHandlers,
  },
  'elastic-load-balancing-v2': balancerHandlers,
  'route-53': zoneHandlers,
  ecs: ecsHandlers,
  s3: s3Handlers,
  'cloudwatch-logs': logsHandlers,
  'auto-scaling': autoScalingHandlers,
  iam: iamHandlers,
  'service-quotas': quotaHandlers,
  sts: stsHandlers,
  [forgeService]: forgeHandlers,
};

/** The handler of one command. */
export function handlerOf(service: string, command: string): Handler {
  const found = services[service]?.[command];
  if (found === undefined) throw unknownCommand(service, command);
  return found;
}

/** Refuses what is no command of AWS, or none that the sandbox plays. */
export function checkKnown(service: string, command: string): void {
  if (service === forgeService) throw unknownCommand(service, command);
  handlerOf(service, command);
}

const unknownCommand = (service: string, command: string): GlfrError =>
  new GlfrError({
    code: 'sandbox.unknown-command',
    message: `the sandbox does not know ${service}:${command}`,
    suggestions: ['src/sandbox/README.md lists what it knows'],
  });
