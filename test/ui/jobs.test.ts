import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { parseSort } from '../../src/domain/list/columns.ts';
import { sortRows } from '../../src/domain/list/sort-rows.ts';
import type { StackRow } from '../../src/domain/result/ls.ts';
import type { WhyResult } from '../../src/domain/result/why.ts';
import {
  type JobColumnKey,
  jobColumnKeys,
  jobValue,
  usualJobColumns,
  wideJobColumns,
} from '../../src/domain/runner/jobs/columns.ts';
import type { JobRow } from '../../src/domain/runner/jobs/job-row.ts';

import type { Format } from '../../src/ui/list/format.ts';
import { formatRows, type Layout } from '../../src/ui/list/formats.ts';
import { leftOutText } from '../../src/ui/list/left-out.ts';
import type { List } from '../../src/ui/list/list-of.ts';
import { createPaint } from '../../src/ui/paint.ts';
import { jobFrames } from '../../src/ui/results/job-frames.ts';
import { jobList, jobSummary } from '../../src/ui/results/jobs.ts';
import { stackList, stackSummary } from '../../src/ui/results/ls.ts';

import { whyLines } from '../../src/ui/results/why.ts';
import { at } from './recording.ts';

const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const linesOf = ({ head, rows }: List): string[] => [...head, ...rows];
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;
const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => stringWidth(line)));

const ended: JobRow = {
  ...{ id: 4711, project: 'acme/x\x1b[2J', projectId: 2, state: 'failed', result: 'failed', exitCode: 3 },
  ...{ executorId: 'i-0a1b2c3d4e5f60718', queueSeconds: 8.2, bootSeconds: 41, runSeconds: 3600 },
  ...{ pickedUpAt: iso(-3700), endedAt: iso(-59), ageSeconds: 3700 },
};
const rows: JobRow[] = [{ id: 4712, state: 'waiting', queueSeconds: 0, ageSeconds: 5 }, ended];
const why: WhyResult = {
  ...{ stackName: 'glfr', region: 'eu-central-1', job: ended, totalSeconds: 100 },
  phases: [
    { kind: 'queue', startedAt: iso(0), seconds: 20 },
    { kind: 'pickup', startedAt: iso(20), seconds: 0 },
    { kind: 'launch', startedAt: iso(20), seconds: 4.2 },
    { kind: 'boot', startedAt: iso(24.2), seconds: 45.8 },
    { kind: 'connect', startedAt: iso(70), seconds: 0 },
    { kind: 'run', startedAt: iso(70), seconds: 30 },
  ],
  advice: { phase: 'boot', text: 'Most of it was the boot of an instance (46 s): no executor is kept idle.' },
  next: ['glfr deploy --idle 1', 'glfr jobs'],
};
const layout = (format: Format, columns = 100, keys = usualJobColumns): Layout<JobColumnKey> => ({
  ...{ format, columns: keys, heading: true, now: at(0) },
  style: { columns, paint: createPaint(false) },
});
const jobLines = async (all: readonly JobRow[], ...how: Parameters<typeof layout>) =>
  (await formatRows(all, layout(...how), jobList)).lines;
const stack: StackRow = {
  ...{ stackName: 'glfr', region: 'eu-central-1', account: '123456789012', status: 'CREATE_COMPLETE' },
  ...{ version: '0.1.0', wouldUpdate: true, isNewer: false, executor: 'docker-autoscaler', concurrency: 4 },
  ...{ instanceTypes: ['t3.large'], gitlabUrl: 'https://gitlab.example.com', createdAt: iso(-90_000) },
};

describe('jobs', () => {
  it('are aligned columns on a terminal', async () => {
    expect(block(await jobLines(rows, 'table', 100))).toMatchInlineSnapshot(`
      "
      ID    STATE    QUEUE  BOOT  RUN    AGE    PROJECT  RESULT       EXECUTOR
      4712  waiting  0s                  5s
      4711  failed   8.2s   41s   1h00m  1h01m  acme/x   exit code 3  i-0a1b2c3d4e5f60718"
    `);
    expect(block(await jobLines(rows, 'table', 40))).toMatchInlineSnapshot(`
      "
      ID    STATE    QUEUE  BOOT  RUN    AGE
      4712  waiting  0s                  5s
      4711  failed   8.2s   41s   1h00m  1h01m"
    `);
  });

  it('are told apart by what there was no room for', async () => {
    const leftOutAt = async (columns: number) =>
      (await formatRows(rows, layout('table', columns), jobList)).leftOut;
    const leftOut = await leftOutAt(40);
    expect(leftOut).toEqual(['project', 'result', 'executor']);
    expect(leftOutText(leftOut)).toBe('3 columns more in a wider terminal, or --json');
    expect(leftOutText(await leftOutAt(100))).toBe('');
  });

  it('watched keep their widths, and what there was no room for stays away; a new width begins anew', () => {
    const draw = jobFrames();
    const frame = (all: readonly JobRow[], columns: number) => {
      const { head, body, foot } = draw(all, layout('table', columns), jobSummary(all, '1h'));
      return block([...head, ...body, ...foot]);
    };
    const short: JobRow = { ...ended, project: 'a/b', executorId: undefined };
    const long: JobRow = { ...ended, project: 'a-group/with-a-long-name', queueSeconds: 7260 };
    expect(frame([short], 64)).toMatchInlineSnapshot(`
      "
      1 job: 1 failed
      ID    STATE   QUEUE  BOOT  RUN    AGE    PROJECT  RESULT
      4711  failed  8.2s   41s   1h00m  1h01m  a/b      exit code 3
      1 column more in a wider terminal, or --json"
    `);
    expect(frame([short, long], 64)).toMatchInlineSnapshot(`
      "
      2 jobs: 2 failed
      ID    STATE   QUEUE  BOOT  RUN    AGE
      4711  failed  8.2s   41s   1h00m  1h01m
      4711  failed  2h01m  41s   1h00m  1h01m
      3 columns more in a wider terminal, or --json"
    `);
    expect(frame([short], 64)).not.toContain('RESULT');
    expect(frame([short], 63)).toMatch(/^\n1 job: 1 failed\nID {4}STATE {3}QUEUE {2}BOOT/);
    expect(frame([], 64)).toMatch(/^\nNo such job/);
  });

  it('are tab-separated in a pipe, whole and without a heading', async () => {
    expect(await jobLines(rows, 'tsv')).toEqual([
      '4712\twaiting\t0s\t\t\t5s\t\t\t',
      '4711\tfailed\t8.2s\t41s\t1h00m\t1h01m\tacme/x\texit code 3\ti-0a1b2c3d4e5f60718',
    ]);
    expect(await jobLines([], 'tsv')).toEqual([]);
  });

  it('are whole in every other format', async () => {
    const more = [{ ...ended, pipelineId: 17, failureReason: 'script_failure' }];
    expect(await jobLines(more, 'wide', 300, wideJobColumns)).toEqual([
      expect.stringMatching(/^ID .* RESULT +EXECUTOR +PIPELINE +PICKED-UP +ENDED$/),
      expect.stringMatching(/^4711 .* exit code 3 +i-0a1b2c3d4e5f60718 +17 +\S+Z +\S+Z$/),
    ]);
    expect(await jobLines(more, 'csv', 80, jobColumnKeys)).toEqual([
      'id,state,queue,boot,run,age,project,result,executor,pipeline,picked-up,ended,exit-code,failure,project-id',
      `4711,failed,8.2,41,3600,3700,acme/x,failed,i-0a1b2c3d4e5f60718,17,${ended.pickedUpAt},${ended.endedAt},3,script_failure,2`,
    ]);
    expect(await jobLines(rows, 'tsv', 80, ['run', 'id'])).toEqual(['\t4712', '1h00m\t4711']);
    expect(await jobLines(rows, 'id')).toEqual(['4712', '4711']);
    expect(JSON.parse((await jobLines(rows, 'json')).join(''))).toMatchObject([{ id: 4712 }, { id: 4711 }]);
    expect((await jobLines(rows, 'yaml')).join('\n')).toMatch(/^- id: 4712\n/);
  });

  it.each([
    ['-run,id', [4711, 4713, 4712]],
    ['run', [4713, 4711, 4712]],
    ['project,-id', [4711, 4713, 4712]],
  ])('are sorted by %s', (text, ids) => {
    const all = [...rows, { ...ended, id: 4713, runSeconds: 5, project: 'acme/y' }];
    const sorted = sortRows(all, parseSort(text, jobColumnKeys), jobValue);
    expect(sorted.map(({ id }) => id)).toEqual(ids);
  });

  it('are summed up in a word', () => {
    expect(jobSummary(rows, '1h')).toBe('2 jobs: 1 waiting, 1 failed');
    expect(jobSummary(rows, '1h', 75)).toBe('2 of 75 jobs: 1 waiting, 1 failed');
    expect(jobSummary(rows.slice(1), '1h', 2)).toBe('1 of 2 jobs: 1 failed');
    expect(jobSummary([], '1h')).toMatch(/^No such job since 1h/);
  });
});

describe('why', () => {
  it('draws where the time went', () => {
    expect(block(whyLines(why, terminal(80)))).toMatchInlineSnapshot(`
      "
      ! job 4711: failed, exit code 3, 1m40s in all
        Project   acme/x
        Executor  i-0a1b2c3d4e5f60718
        Stack     glfr in eu-central-1

        waited in GitLab        20s  ██████████
        picked up                0s
        launched by AWS        4.2s            ██
        booted                  46s              ██████████████████████
        connected                0s
        ran                     30s                                    ██████████████

        Most of it was the boot of an instance (46 s): no executor is kept idle.

      What next
        glfr deploy --idle 1
        glfr jobs"
    `);
    expect(block(whyLines(why, terminal(40)))).toMatchInlineSnapshot(`
      "
      ! job 4711: failed, exit code 3, 1m40s
        in all
        Project   acme/x
        Executor  i-0a1b2c3d4e5f60718
        Stack     glfr in eu-central-1

        waited in GitLab        20s  ██
        picked up                0s
        launched by AWS        4.2s    █
        booted                  46s    ████
        connected                0s
        ran                     30s        ██

        Most of it was the boot of an instance
        (46 s): no executor is kept idle.

      What next
        glfr deploy --idle 1
        glfr jobs"
    `);
  });

  it('says of a job that is not over what it does now', () => {
    const { endedAt: _, result: __, exitCode: ___, ...open } = ended;
    const job: JobRow = { ...open, state: 'running' };
    expect(whyLines({ ...why, job }).join('\n')).toMatch(
      /^✔ job 4711: running, 1m40s in all\n[\s\S]+^ {2}runs {10,}30s/m,
    );
  });

  it('says each fact once, and a time in one way', () => {
    const { exitCode: _, ...bare } = ended;
    const run = { kind: 'run', startedAt: iso(0), seconds: 98.4 } as const;
    const text = whyLines({ ...why, job: bare, phases: [run], totalSeconds: 98.4 }).join('\n');
    expect(text).toMatch(/^! job 4711: failed, 1m38s in all\n[\s\S]+^ {2}ran +1m38s {2}█+$/m);
    expect(text).not.toMatch(/failed, failed|98s/);
  });

  it('marks the longest phase by colour only', () => {
    const coloured = whyLines(why, { isTty: true, columns: 80, colour: true }).join('\n');
    expect(coloured).toMatch(/booted.+\x1b\[33m +█+\x1b\[39m/);
  });
});

describe('stacks', () => {
  it('are one line each', async () => {
    const all = [stack, { ...stack, stackName: 'next', version: '0.9.0', isNewer: true }];
    expect(block(linesOf(stackList(all, terminal(80), at(0))))).toMatchInlineSnapshot(`
      "
      STACK  REGION        STATUS           VERSION  UPDATE  JOBS  AGE
      glfr   eu-central-1  CREATE_COMPLETE  0.1.0    yes     4     1d01h
      next   eu-central-1  CREATE_COMPLETE  0.9.0    newer   4     1d01h"
    `);
    expect(linesOf(stackList([stack], undefined, at(0)))).toEqual([
      'glfr\teu-central-1\tCREATE_COMPLETE\t0.1.0\tyes\t4\t1d01h\tdocker-autoscaler\thttps://gitlab.example.com',
    ]);
    expect(stackSummary(all, '0.2.0')).toMatch(
      /^2 stacks; glfr deploy --stack NAME brings 1 to 0\.2\.0; a newer/,
    );
    expect(stackSummary([], '0.2.0')).toMatch(/^No glfr stack here/);
  });
});

describe('all of them', () => {
  it.each([40, 60, 80, 200])('fit %i columns', async (columns) => {
    const lines = [
      ...(await jobLines(rows, 'table', columns)),
      ...whyLines(why, terminal(columns)),
      ...linesOf(stackList([stack], terminal(columns), at(0))),
    ];
    expect(widest(lines)).toBeLessThanOrEqual(columns);
    expect(lines.join('')).not.toMatch(/\x1b/);
  });
});
