import type { ResourceKind } from './kind.ts';
import { cluster, service, taskDefinition } from './kinds-ecs.ts';
import { autoScalingGroup, launchTemplate } from './kinds-fleet.ts';
import {
  bucket,
  instanceProfile,
  keyPair,
  logGroup,
  other,
  role,
  secret,
  securityGroup,
  vpcEndpoint,
} from './kinds-other.ts';

const kinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::ECS::Cluster': cluster,
  'AWS::ECS::Service': service,
  'AWS::ECS::TaskDefinition': taskDefinition,
  'AWS::EC2::LaunchTemplate': launchTemplate,
  'AWS::EC2::KeyPair': keyPair,
  'AWS::EC2::SecurityGroup': securityGroup,
  'AWS::EC2::VPCEndpoint': vpcEndpoint,
  'AWS::AutoScaling::AutoScalingGroup': autoScalingGroup,
  'AWS::IAM::Role': role,
  'AWS::IAM::InstanceProfile': instanceProfile,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::S3::Bucket': bucket,
  'AWS::SecretsManager::Secret': secret,
};

/** How the sandbox makes resources of this type. */
export const kindOf = (type: string): ResourceKind => kinds[type] ?? other;
