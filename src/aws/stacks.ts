import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { ChangeSet, ChangeSetRequest, Stack, StackEvent, StackResource } from '../domain/stack/stack.ts';
import { isGlfrStack } from '../domain/stack/stack.ts';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';
import { changeSetFrom, parametersFor, stackEventFrom, stackFrom, tagsFor } from './stack-shape.ts';
import { unlessNamed } from './unless-named.ts';

/** CloudFormation, as far as glfr needs it. */
export function stackPort(connection: Connection) {
  const client = equip(new CloudFormationClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  const change = uninterrupted(connection.signal);
  return {
    async list(): Promise<Stack[]> {
      const stacks: Stack[] = [];
      for await (const page of paginateDescribeStacks({ client }, {}, options))
        stacks.push(...(page.Stacks ?? []).map(stackFrom));
      return stacks.filter(isGlfrStack);
    },
    async find(name: string): Promise<Stack | undefined> {
      try {
        const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }), options);
        const found = Stacks?.[0];
        return found && found.StackStatus !== 'DELETE_COMPLETE' ? stackFrom(found) : undefined;
      } catch (error) {
        if (doesNotExist(error)) return undefined;
        throw error;
      }
    },
    async createChangeSet(request: ChangeSetRequest): Promise<{ id: string; stackId: string }> {
      const command = new CreateChangeSetCommand({
        StackName: request.stackName,
        ChangeSetName: request.name,
        ChangeSetType: request.kind,
        ...(request.template === undefined
          ? { UsePreviousTemplate: true }
          : { TemplateBody: request.template }),
        Parameters: parametersFor(request.parameters),
        Tags: tagsFor(request.tags),
        Capabilities: ['CAPABILITY_IAM'],
      });
      const { Id = '', StackId = '' } = await change(() => client.send(command));
      return { id: Id, stackId: StackId };
    },
    describeChangeSet: (id: string) => readChangeSet(client, id, options),
    async executeChangeSet(id: string): Promise<void> {
      await change(() => client.send(new ExecuteChangeSetCommand({ ChangeSetName: id })));
    },
    async cancelUpdate(stackId: string): Promise<void> {
      await change(() => client.send(new CancelUpdateStackCommand({ StackName: stackId }))).catch(unlessOver);
    },
    async deleteChangeSet(id: string): Promise<void> {
      await client.send(new DeleteChangeSetCommand({ ChangeSetName: id }));
    },
    /** Newest first from AWS, so reading stops at the first event already known. */
    async events(stackId: string, afterId?: string): Promise<StackEvent[]> {
      const fresh: StackEvent[] = [];
      for await (const page of paginateDescribeStackEvents({ client }, { StackName: stackId }, options)) {
        for (const raw of page.StackEvents ?? []) {
          if (raw.EventId === afterId) return fresh.reverse();
          fresh.push(stackEventFrom(raw));
        }
      }
      return fresh.reverse();
    },
    async resources(stackName: string): Promise<StackResource[]> {
      const found = [];
      for await (const page of paginateListStackResources({ client }, { StackName: stackName }, options))
        found.push(...(page.StackResourceSummaries ?? []));
      return found.map((raw) => ({
        logicalId: raw.LogicalResourceId ?? '',
        ...(raw.PhysicalResourceId && { physicalId: raw.PhysicalResourceId }),
        resourceType: raw.ResourceType ?? '',
        status: raw.ResourceStatus ?? '',
      }));
    },
    async delete(stackId: string): Promise<void> {
      await change(() => client.send(new DeleteStackCommand({ StackName: stackId })));
    },
  };
}

/** A change set with all its pages of changes. */
async function readChangeSet(
  client: CloudFormationClient,
  id: string,
  options: { abortSignal: AbortSignal },
): Promise<ChangeSet> {
  let NextToken: string | undefined;
  const pages = [];
  do {
    const input = { ChangeSetName: id, ...(NextToken && { NextToken }) };
    const page = await client.send(new DescribeChangeSetCommand(input), options);
    pages.push(page);
    NextToken = page.NextToken;
  } while (NextToken);
  return changeSetFrom(id, pages);
}

/** AWS refuses to cancel what has ended meanwhile. */
const unlessOver = unlessNamed('ValidationError');

/** DescribeStacks answers ValidationError for a missing stack; nothing but the text tells it from bad input. */
function doesNotExist(error: unknown): boolean {
  return (
    error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')
  );
}
