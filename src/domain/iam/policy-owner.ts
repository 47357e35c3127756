/** Whose policies decide what a caller may do, as far as its ARN tells. */
export type PolicyOwner =
  /** A user: its own ARN is the one. */
  | { kind: 'user'; arn: string }
  /** A session of a role, whose ARN the session's does not tell: the role's path is missing in it. */
  | { kind: 'role'; name: string }
  | { kind: 'root' }
  /** A federated user, or one of a kind that is not known here: it has no policies of its own in IAM. */
  | { kind: 'other' };

/** The ARN that STS gives a caller → whose policies count. Source: IAM user guide, "IAM identifiers". */
export function policyOwner(arn: string): PolicyOwner {
  const [, , service = '', , , resource = ''] = arn.split(':');
  const [kind, name = ''] = resource.split('/');
  if (service === 'iam' && kind === 'root') return { kind: 'root' };
  if (service === 'iam' && kind === 'user') return { kind: 'user', arn };
  if (service === 'sts' && kind === 'assumed-role') return { kind: 'role', name };
  return { kind: 'other' };
}
