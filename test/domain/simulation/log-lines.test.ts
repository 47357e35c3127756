import { expect, test } from 'vitest';
import { formatRecord, rfc3339Nano } from '../../../src/domain/simulation/log-record.ts';
import { makeJob, makeWorld, minute, start } from './world.ts';

const when = '2026-11-23T09:00:00.000';

test('a record is formatted as logrus formats it', () => {
  // The expected line is the output of logrus 1.9.3 for the same fields.
  const fields = {
    StopSignal: 3,
    'build info': 'sha=1; x',
    empty: '',
    error: 'a <b> & \u2028 \u0001 "q" é',
    f: 1,
    g: 0.25,
    ids: ['a b', 'c'],
    level: 'x',
    slots: { '0': 'k' },
    time: 1_000_000_000,
    took: 65_337_683_491,
  };
  expect(formatRecord({ time: start, level: 'warning', msg: 'hi = there', fields })).toBe(
    String.raw`{"StopSignal":3,"build info":"sha=1; x","empty":"","error":"a \u003cb\u003e \u0026 \u2028 \u0001 \"q\" é","f":1,"fields.level":"x","fields.time":1000000000,"g":0.25,"ids":["a b","c"],"level":"warning","msg":"hi = there","slots":{"0":"k"},"time":"2026-11-23T09:00:00Z","took":65337683491}`,
  );
});

test('times have up to nine digits and no zeros at the end', () => {
  expect(rfc3339Nano(start)).toBe('2026-11-23T09:00:00Z');
  expect(rfc3339Nano(start + 120)).toBe('2026-11-23T09:00:00.12Z');
  expect(rfc3339Nano(start + 7.5)).toBe('2026-11-23T09:00:00.0075Z');
});

/** The lines of one job on a fresh manager, with what differs from run to run taken out. */
function linesOfOneJob(outcome: Parameters<typeof makeJob>[3]): string[] {
  const world = makeWorld({
    jobs: [makeJob(7001, 5_000, 83_000, { userId: 12, namespaceId: 31, ...outcome })],
    settings: {
      concurrency: 4,
      runnerName: 'glfr-demo',
      shortToken: 'k3Xw_9aQz',
      executorGroup: 'aws/us-east-1/demo',
    },
  });
  world.engine.runUntil(start + 5 * minute);
  return world.records.map((record) =>
    formatRecord(record)
      .replace(/"time":"[^"]+"/, '"time":"T"')
      .replace(/i-[0-9a-f]{17}/, 'I')
      .replace(/"01[0-9A-Z]{24}"/, '"C"')
      .replace(/"crc32:[0-9a-f]{8}"/, '"crc32:S"')
      .replace(/"10\.0\.\d+\.\d+"/, '"A"')
      .replace(/"took":\d+/, '"took":N')
      .replace(/"duration_s":[\d.]+/, '"duration_s":D'),
  );
}

test('the lines of a manager and of a job that succeeds, word for word', () => {
  expect(linesOfOneJob({})).toMatchInlineSnapshot(`
    [
      "{"arch":"arm64","level":"info","msg":"Runtime platform","os":"linux","pid":7,"revision":"00000000","time":"T","version":"19.3.0"}",
      "{"builds":0,"level":"info","max_builds":0,"msg":"Starting multi-runner from /etc/gitlab-runner/config.toml...","time":"T"}",
      "{"level":"info","msg":"Running in system-mode.","time":"T"}",
      "{"level":"info","msg":"","time":"T"}",
      "{"level":"info","msg":"Created missing unique system ID","system_id":"r_9fQ3xGk2LmZa","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"Usage logger disabled","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"Configuration loaded","time":"T"}",
      "{"address":":9252","builds":0,"level":"info","max_builds":4,"msg":"Metrics server listening","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"[session_server].listen_address not defined, session endpoints disabled","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"Initializing executor providers","time":"T"}",
      "{"build info":"sha=00000000; ref=refs/tags/v1.2.3; go=go1.26.5; built_at=2026-06-01T00:00:00+0000; os_arch=linux/arm64","level":"info","msg":"plugin initialized","runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T","version":"v1.2.3"}",
      "{"capacity-info":"instance_count:0,max_instance_count:4,acquired:0,unavailable_capacity:0,pending:0,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"correlation_id":"C","job":7001,"level":"info","msg":"Checking for jobs... received","repo_url":"https://gitlab.com/acme/web/storefront.git","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}",
      "{"bytesize":0,"checksum":"","correlation_id":"C","job":7001,"level":"info","msg":"Updating job...","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}",
      "{"bytesize":0,"checksum":"","code":200,"correlation_id":"C","job":7001,"job-status":"","level":"info","msg":"Submitting job to coordinator...ok","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T","update-interval":0}",
      "{"builds":1,"gitlab_user_id":12,"job":7001,"level":"info","max_builds":4,"msg":"Added job to processing list","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","queue_depth":1,"queue_size":1,"repo_url":"https://gitlab.com/acme/web/storefront.git","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T","time_in_queue_seconds":2.2}",
      "{"gitlab_user_id":12,"job":7001,"level":"info","msg":"Preparing instance...","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}",
      "{"capacity-info":"instance_count:0,max_instance_count:4,acquired:0,unavailable_capacity:0,pending:1,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":1,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"amount":1,"group":"aws/us-east-1/demo","level":"info","msg":"increasing instances","runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"group":"aws/us-east-1/demo","level":"info","msg":"increasing instances response","num_requested":1,"num_successful":1,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"group":"aws/us-east-1/demo","level":"info","msg":"increase update","pending":1,"requesting":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T","total_pending":1}",
      "{"capacity-info":"instance_count:1,max_instance_count:4,acquired:0,unavailable_capacity:0,pending:1,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"cause":"requested","group":"aws/us-east-1/demo","id":"I","level":"info","msg":"instance discovery","runner":"k3Xw_9aQz","runner_name":"glfr-demo","state":"creating","subsystem":"taskscaler","time":"T"}",
      "{"instance":"I","level":"info","msg":"instance is ready","runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T","took":N}",
      "{"external-address":"","gitlab_user_id":12,"instance-id":"I","internal-address":"A","job":7001,"level":"info","msg":"Dialing instance","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","protocol-port":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T","use-external-address":false}",
      "{"capacity-info":"instance_count:1,max_instance_count:4,acquired:1,unavailable_capacity:0,pending:0,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"duration_s":D,"gitlab_user_id":12,"job":7001,"job-status":"success","level":"info","msg":"Job succeeded","name":"ip-10-0-0-10.ec2.internal","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}",
      "{"code":202,"correlation_id":"C","job":7001,"job-log":"0-4096","job-status":"running","level":"info","msg":"Appending trace to coordinator...ok","runner":"k3Xw_9aQz","runner_name":"glfr-demo","sent-log":"0-4095","status":"202 Accepted","time":"T","update-interval":60000000000}",
      "{"bytesize":4096,"checksum":"crc32:S","correlation_id":"C","job":7001,"level":"info","msg":"Updating job...","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}",
      "{"bytesize":4096,"checksum":"crc32:S","code":200,"correlation_id":"C","job":7001,"job-status":"","level":"info","msg":"Submitting job to coordinator...ok","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T","update-interval":0}",
      "{"builds":0,"gitlab_user_id":12,"job":7001,"level":"info","max_builds":4,"msg":"Removed job from processing list","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","queue_depth":1,"queue_size":1,"repo_url":"https://gitlab.com/acme/web/storefront.git","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T","time_in_queue_seconds":2.2}",
      "{"capacity-info":"instance_count:1,max_instance_count:4,acquired:0,unavailable_capacity:1,pending:0,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"amount":1,"group":"aws/us-east-1/demo","instances":["I"],"level":"info","msg":"decreasing instances","runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
      "{"capacity-info":"instance_count:0,max_instance_count:4,acquired:0,unavailable_capacity:0,pending:0,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1","level":"info","msg":"required scaling change","required":0,"runner":"k3Xw_9aQz","runner_name":"glfr-demo","subsystem":"taskscaler","time":"T"}",
    ]
  `);
});

test('a job whose script fails warns with its exit code', () => {
  const lines = linesOfOneJob({ outcome: { kind: 'failed', exitCode: 137 } });
  expect(lines.find((line) => line.includes('Job failed'))).toMatchInlineSnapshot(
    `"{"duration_s":D,"error":"exit code 137","exit_code":137,"failure_reason":"script_failure","gitlab_user_id":12,"job":7001,"job-status":"failed","level":"warning","msg":"Job failed: exit code 137","namespace_id":31,"pipeline_id":900,"project":214,"project_full_path":"acme/web/storefront","runner":"k3Xw_9aQz","runner_name":"glfr-demo","time":"T"}"`,
  );
});

test('the lines of a drain, and the numbers of Go signals and durations', () => {
  const world = makeWorld({ jobs: [] });
  world.engine.runUntil(start + minute);
  const from = world.records.length;
  world.manager.drain(() => {});
  world.engine.runUntil(start + 2 * minute);
  const lines = world.records
    .slice(from)
    .map((record) => formatRecord(record).replace(/"time":"[^"]+"/, '"time":"T"'));
  expect(lines).toMatchInlineSnapshot(`
    [
      "{"StopSignal":3,"builds":0,"level":"warning","max_builds":4,"msg":"Starting graceful shutdown, waiting for builds to finish","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"All workers stopped.","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"Shutting down executor providers","shutdown-timeout":110000000000,"time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"All executor providers shut down.","time":"T"}",
      "{"builds":0,"level":"info","max_builds":4,"msg":"Can exit now!","time":"T"}",
    ]
  `);
});

test('lines of one millisecond keep their order in their time', () => {
  const world = makeWorld();
  world.engine.runUntil(start + 60 * minute);
  const times = world.records.map(formatRecord).map((line) => /"time":"([^"]+)"/.exec(line)?.[1] ?? '');
  expect(times[0]?.startsWith(when.slice(0, 19))).toBe(true);
  const padded = times.map((time) =>
    time
      .replace('Z', '')
      .padEnd(30, '0')
      .replace(/(:\d\d)0+$/, '$1.0'),
  );
  expect(padded).toEqual(padded.toSorted());
});
