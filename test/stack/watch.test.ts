import { describe, expect, test } from 'vitest';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import { type Deployed, deploy, type Properties } from './deployed.ts';

const topic = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const alarmsOf = ({ resources }: Deployed): [string, Properties][] =>
  Object.entries(resources)
    .filter(([, { type }]) => type === 'AWS::CloudWatch::Alarm')
    .map(([id, { properties }]) => [id, properties]);

describe.each(executorKinds)('alarms of %s', (kind) => {
  test('tell nobody, a topic that is there, or a mail address by a topic of the stack', () => {
    const told = (parameters: Record<string, string>) => {
      const alarms = alarmsOf(deploy(kind, { Alarms: 'true', ...parameters }));
      expect(alarms.length).toBe(kind === 'docker-autoscaler' ? 4 : 2);
      return [...new Set(alarms.map(([, { AlarmActions }]) => JSON.stringify(AlarmActions)))];
    };
    expect(told({})).toEqual([undefined]);
    expect(told({ AlarmTarget: topic })).toEqual([JSON.stringify([topic])]);
    const made = 'arn:aws:sns:eu-west-1:123456789012:ci-AlarmTopic-1A2B3C';
    expect(told({ AlarmTarget: 'ops@example.com' })).toEqual([JSON.stringify([made])]);
    const mail = deploy(kind, { Alarms: 'true', AlarmTarget: 'ops@example.com' }).properties('AlarmTopic');
    expect(mail.Subscription).toEqual([{ Protocol: 'email', Endpoint: 'ops@example.com' }]);
  });

  test('ring when no manager runs, since silence is what tells of it', () => {
    expect(deploy(kind, { Alarms: 'true' }).properties('ManagerAlarm')).toMatchObject({
      Namespace: 'AWS/ECS',
      Statistic: 'SampleCount',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
      Dimensions: [
        { Name: 'ClusterName', Value: 'ci-Cluster-1A2B3C' },
        { Name: 'ServiceName', Value: 'ci-ManagerService-1A2B3C' },
      ],
    });
  });

  test('ring when GitLab does not answer, and at once when it refuses the token', () => {
    const stack = deploy(kind, { Alarms: 'true' });
    const { Namespace, MetricName, Threshold } = stack.properties('ContactAlarm');
    const worth = ['ContactFilter', 'RefusalFilter'].map((id) => {
      const { LogGroupName, MetricTransformations } = stack.properties(id);
      expect(LogGroupName).toBe('/glfr/ci');
      const [{ MetricNamespace, MetricName: name, MetricValue }] = MetricTransformations;
      expect([MetricNamespace, name]).toEqual([Namespace, MetricName]);
      return Number(MetricValue);
    });
    expect(worth[0]).toBeLessThan(Threshold);
    expect(worth[1]).toBeGreaterThan(Threshold);
    // The runner's own words, as the real one writes them.
    expect(stack.properties('ContactFilter').FilterPattern).toContain('"Checking for jobs... failed"');
    expect(stack.properties('RefusalFilter').FilterPattern).toContain('*is unhealthy and will be disabled*');
  });

  test('a dashboard is JSON that CloudWatch can read, of what this kind has', () => {
    const { DashboardName, DashboardBody } = deploy(kind, { Dashboard: 'true' }).properties('Board');
    expect(DashboardName).toBe('ci-eu-west-1');
    const { widgets } = JSON.parse(DashboardBody);
    const titles = widgets.map(({ properties }: Properties) => properties.title);
    const own = kind === 'docker-autoscaler' ? ['Executors'] : [];
    expect(titles).toEqual([...own, 'Manager', 'Jobs by result', 'Warnings and errors']);
    for (const { properties } of widgets) {
      expect(properties.region).toBe('eu-west-1');
      if (properties.query) expect(properties.query).toMatch(/^SOURCE '\/glfr\/ci' \| /);
    }
  });
});

describe('alarms of docker-autoscaler besides', () => {
  const stack = deploy('docker-autoscaler', { Alarms: 'true' });

  test('ring when executors stay at the limit', () => {
    const { Metrics, EvaluationPeriods, Threshold } = stack.properties('LimitAlarm');
    const names = Metrics.flatMap(({ MetricStat }: Properties) => MetricStat?.Metric.MetricName ?? []);
    expect(names).toEqual(['GroupInServiceInstances', 'GroupMaxSize']);
    expect(Metrics[0].Expression).toBe('IF(running >= limit, 1, 0)');
    expect([EvaluationPeriods, Threshold]).toEqual([15, 1]);
    for (const { MetricStat } of Metrics.slice(1))
      expect(MetricStat.Metric.Dimensions).toEqual([
        { Name: 'AutoScalingGroupName', Value: 'ci-ExecutorGroup-1A2B3C' },
      ]);
  });

  test('ring when launches fail, of this group only', () => {
    expect(stack.properties('LaunchRule').EventPattern).toEqual({
      source: ['aws.autoscaling'],
      'detail-type': ['EC2 Instance Launch Unsuccessful'],
      detail: { AutoScalingGroupName: ['ci-ExecutorGroup-1A2B3C'] },
    });
    expect(stack.properties('LaunchAlarm')).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Dimensions: [{ Name: 'RuleName', Value: 'ci-LaunchRule-1A2B3C' }],
    });
  });
});
