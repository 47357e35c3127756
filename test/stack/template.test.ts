import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outside } from '../outside.ts';
import { managerContainer, readTemplate, templatePath } from './template.ts';

const template = readTemplate();
const container = managerContainer(template);
const resource = (id: string) => template.Resources[id]?.Properties ?? {};

/** Runs a checker; the test fails with one line when it is not there. */
function check(tool: string, args: string[], input = '') {
  const run = spawnSync(tool, args, { input, encoding: 'utf8' });
  if (run.error) throw new Error(`${tool} is not installed, and this test needs it`);
  return `${run.stdout}${run.stderr}`;
}

/** Every statement that allows something on a resource, below a value. */
function allowed(value: unknown): { Action: string[]; Resource: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Effect, Action, Resource } = value as {
    Effect?: string;
    Action?: string | string[];
    Resource?: unknown;
  };
  if (Effect === 'Allow' && Action && Resource) return [{ Action: [Action].flat(), Resource }];
  return Object.values(value).flatMap(allowed);
}

/** Every name that a `Ref`, a `Fn::GetAtt` or a `${…}` uses below a value. */
function references(value: unknown): string[] {
  return [...JSON.stringify(value ?? null).matchAll(/"(?:Ref|Fn::GetAtt)":"([^".]+)|\$\{([^}.]+)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

describe('the bundled template', () => {
  test.skipIf(!outside('cfn-lint'))('is clean for cfn-lint', () => {
    expect(check('cfn-lint', ['--format', 'parseable', templatePath])).toBe('');
  });

  test.skipIf(!outside('shellcheck'))('has a start script that is clean for shellcheck', () => {
    expect(container.EntryPoint).toEqual(['/bin/sh', '-c']);
    expect(check('shellcheck', ['--shell=sh', '-'], container.Command.join('\n'))).toBe('');
  });

  test('fits into a request, and glfr finds its stacks by the description', () => {
    expect(statSync(templatePath).size).toBeLessThan(51_200);
    expect(template.Description).toMatch(/^glfr: /);
  });

  test('lets the token out by the secret only', () => {
    expect(template.Parameters.RunnerToken).toMatchObject({ Type: 'String', NoEcho: true });
    expect(template.Parameters.RunnerToken).not.toHaveProperty('Default');
    const holders = Object.keys(template.Resources).filter((id) =>
      references(resource(id)).includes('RunnerToken'),
    );
    expect(holders).toEqual(['TokenSecret']);
    expect(references(template.Outputs)).not.toContain('RunnerToken');
    expect(container.Secrets).toEqual([{ Name: 'RUNNER_TOKEN', ValueFrom: { Ref: 'TokenSecret' } }]);
    expect(references(container.Environment)).not.toContain('TokenSecret');
    const readers = Object.keys(template.Resources).filter((id) =>
      JSON.stringify(resource(id)).includes('secretsmanager:'),
    );
    expect(readers).toEqual(['ExecutionRole']);
  });

  test('never has two managers, and never lets AWS end an executor', () => {
    expect(resource('ManagerService')).toMatchObject({
      DesiredCount: 1,
      LaunchType: 'FARGATE',
      AvailabilityZoneRebalancing: 'DISABLED',
      DeploymentConfiguration: {
        MinimumHealthyPercent: 0,
        MaximumPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
    expect(container).toMatchObject({
      StopTimeout: 120,
      LogConfiguration: { Options: { mode: 'blocking', 'awslogs-stream-prefix': 'manager' } },
    });
    const group = resource('ExecutorGroup');
    expect(group).toMatchObject({
      MinSize: '0',
      MaxSize: { Ref: 'Concurrency' },
      NewInstancesProtectedFromScaleIn: true,
      CapacityRebalance: false,
    });
    expect(group).not.toHaveProperty('DesiredCapacity');
    expect(resource('ExecutorLaunchTemplate').LaunchTemplateData).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    });
    expect(resource('ExecutorLaunchTemplate').LaunchTemplateData).not.toHaveProperty('IamInstanceProfile');
  });

  test('grants no action by wildcard, and every resource only where AWS allows nothing narrower', () => {
    const statements = allowed(template.Resources);
    expect(statements.length).toBeGreaterThan(5);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const unscoped = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(unscoped.sort()).toEqual([
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeAutoScalingInstances',
      'ec2:DescribeInstances',
      'ec2:DescribeSpotInstanceRequests',
      'ecr:GetAuthorizationToken',
    ]);
  });

  test('asks for rights to a registry only when the image is not the default one', () => {
    const image = template.Parameters.ManagerImage?.Default;
    expect(template.Conditions.HasOwnImage).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ManagerImage' }, image] }],
    });
  });
});
