import type {
  DeleteKeyPairCommandInput,
  DescribeKeyPairsCommandInput,
  ImportKeyPairCommandInput,
  KeyPairInfo,
  RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { hex } from '../ids.ts';
import { account, type World } from '../world.ts';
import { addressIn } from './addresses.ts';
import { type Facets, filtered } from './filters.ts';

function runInstances({ network, loose, engine }: World, input: RunInstancesCommandInput) {
  const { SubnetId = '', KeyName, MinCount = 1 } = input;
  const subnet = network.subnets.find((one) => one.SubnetId === SubnetId);
  if (!subnet) throw awsError('InvalidSubnetID.NotFound', `The subnet ID '${SubnetId}' does not exist`);
  if (KeyName !== undefined && !loose.keyPairs.some((pair) => pair.KeyName === KeyName))
    throw awsError('InvalidKeyPair.NotFound', `The key pair '${KeyName}' does not exist`);
  const Tags = (input.TagSpecifications ?? []).flatMap((one) =>
    one.ResourceType === 'instance' ? (one.Tags ?? []) : [],
  );
  const Instances = Array.from({ length: MinCount }, () => {
    const number = loose.instances.length;
    const shape = {
      InstanceId: `i-0${hex(`loose:${number}:${engine.now}`, 16)}`,
      ImageId: input.ImageId,
      InstanceType: input.InstanceType,
      LaunchTime: new Date(engine.now),
      Placement: { AvailabilityZone: subnet.AvailabilityZone, Tenancy: 'default' as const },
      ...(KeyName !== undefined && { KeyName }),
      SecurityGroups: (input.SecurityGroupIds ?? []).map((GroupId) => ({ GroupId })),
      PrivateIpAddress: addressIn(network, SubnetId, 200 + number),
      ...{ SubnetId, VpcId: subnet.VpcId, Tags },
    };
    loose.instances.push({ shape, launchedAt: engine.now });
    return { ...shape, State: { Code: 0, Name: 'pending' as const } };
  });
  return { ReservationId: `r-0${hex(Instances[0]?.InstanceId ?? '', 16)}`, OwnerId: account, Instances };
}

function importKeyPair({ loose, engine }: World, { KeyName = '' }: ImportKeyPairCommandInput) {
  if (loose.keyPairs.some((pair) => pair.KeyName === KeyName))
    throw awsError('InvalidKeyPair.Duplicate', `The keypair '${KeyName}' already exists.`);
  const pair = {
    ...{ KeyName, KeyPairId: `key-0${hex(`key:${KeyName}`, 16)}`, KeyType: 'rsa' as const },
    CreateTime: new Date(engine.now),
  };
  loose.keyPairs.push(pair);
  return pair;
}

const facets: Facets<KeyPairInfo> = {
  'key-name': ({ KeyName }) => [KeyName],
  'key-pair-id': ({ KeyPairId }) => [KeyPairId],
};

/** EC2 gives key pairs all at once. */
const describeKeyPairs = ({ loose }: World, { Filters }: DescribeKeyPairsCommandInput) => ({
  KeyPairs: filtered(loose.keyPairs, Filters, facets),
});

function deleteKeyPair({ loose }: World, { KeyName, KeyPairId }: DeleteKeyPairCommandInput) {
  const found = loose.keyPairs.find((pair) => pair.KeyPairId === KeyPairId || pair.KeyName === KeyName);
  // AWS says yes to a pair that is not there.
  if (found) loose.keyPairs.splice(loose.keyPairs.indexOf(found), 1);
  return { Return: true, ...(found && { KeyPairId: found.KeyPairId }) };
}

/** What docker-machine does, and what it leaves behind. */
export const looseHandlers: Handlers = {
  RunInstances: changes(runInstances),
  ImportKeyPair: changes(importKeyPair),
  DescribeKeyPairs: reads(describeKeyPairs),
  DeleteKeyPair: changes(deleteKeyPair),
};
