import { isUnread } from '../index/seek.ts';
import type { Place, Step } from '../walk/place.ts';
import { outside, stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** Rule E1: a gateway endpoint works for the route tables that have its route, and in its own VPC. */
export function throughEndpoint(journey: Journey, place: Place, endpointId: string): Step {
  const endpoint = journey.walk.network.endpoint(endpointId);
  if (isUnread(endpoint)) {
    noteUnread(journey, endpointId, endpoint);
    return stopped;
  }
  if (endpoint === undefined || endpoint.type !== 'Gateway') {
    // Rule W11.
    note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: endpointId,
      severity: 'unknown',
      message: endpoint
        ? `the path leads into a firewall or an appliance (${endpoint.type} endpoint), beyond which glfr cannot see`
        : 'the route leads to an endpoint that is not in what was read',
    });
    return stopped;
  }
  const isWorking = endpoint.state === 'available' && endpoint.vpcId === place.subnet.vpcId;
  passed(journey, { component: endpointId, kind: 'vpc-endpoint', passes: isWorking ? 'all' : 'none' });
  if (!isWorking) {
    note(journey, {
      code: 'BAD_STATE',
      component: endpointId,
      message: `the gateway endpoint is ${endpoint.state}`,
      fix: { text: 'wait for the endpoint, or make it again' },
    });
    return stopped;
  }
  checkPolicy(journey, endpointId, endpoint.policy);
  return outside;
}

/** What a policy lets through cannot be told from the network; one that is not open is worth a word. */
export function checkPolicy(journey: Journey, endpointId: string, policy: string | undefined): void {
  if (policy === undefined || isOpen(policy)) return;
  note(journey, {
    code: 'GLFR_ENDPOINT_POLICY',
    component: endpointId,
    severity: 'warning',
    message: "the endpoint's policy does not allow everything; glfr does not judge policies",
    fix: {
      text: 'see that it allows what the runner does; for ECR images s3:GetObject on prod-<region>-starport-layer-bucket',
    },
  });
}

const isOpen = (policy: string): boolean =>
  /"Effect"\s*:\s*"Allow"/.test(policy) &&
  /"Action"\s*:\s*"\*"/.test(policy) &&
  /"Resource"\s*:\s*"\*"/.test(policy) &&
  !/"(Deny|Condition)"/.test(policy);
