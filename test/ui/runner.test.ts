import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { RunnerCheckResult } from '../../src/domain/result/runner-check.ts';
import type { RunnerRotateResult } from '../../src/domain/result/runner-rotate.ts';
import type { RunnerShowResult } from '../../src/domain/result/runner-show.ts';
import { checkLines } from '../../src/ui/results/runner-check.ts';
import { pauseLines } from '../../src/ui/results/runner-pause.ts';
import { rotateLines } from '../../src/ui/results/runner-rotate.ts';
import { runnerLines } from '../../src/ui/results/runner-show.ts';
import { at } from './recording.ts';

const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });
const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;
const place = { stackName: 'glfr', region: 'eu-central-1', gitlabUrl: 'https://gitlab.example.com' };

const shown: RunnerShowResult = {
  ...{ ...place, runnerId: 42, description: 'big ones\x1b[2J', scope: 'group:7', tags: ['aws', 'docker'] },
  ...{ runUntagged: true, paused: false, online: true, contactedAt: iso(-65), tokenExpiresAt: iso(90_000) },
  managers: [900, 10, 700, 20, 65].map((ago) => ({
    ...{ systemId: `r_${ago}`, version: '19.3.0', status: ago > 100 ? 'offline' : 'online' },
    contactedAt: iso(-ago),
  })),
  runningJobs: [{ id: 4711, name: 'build', project: 'group/app', url: 'https://x', startedAt: iso(-90) }],
  next: ['glfr runner check'],
};
const checked: RunnerCheckResult = {
  ...{ ...place, runnerId: 42, fine: false, verified: true, managerLog: 'no-refusal' },
  ...{ paused: true, online: true, contactedAt: iso(-65), tokenExpiresAt: iso(90_000) },
  warnings: [
    { code: 'runner.paused', text: 'runner #42 is paused in GitLab and gets no new jobs', next: 'x' },
  ],
  next: ['glfr runner unpause'],
};
const rotated: RunnerRotateResult = {
  ...{ ...place, runnerId: 42, action: 'updated', status: 'UPDATE_COMPLETE', concurrency: 4 },
  ...{ manager: { state: 'running', maxBuilds: 4 }, runner: 'online', seconds: 125, next: [] },
  ...{ tokenFrom: 'reset', tokenExpiresAt: null },
};
const paused = { ...place, runnerId: 42, paused: true, changed: true, runningJobs: 3, next: [] };

describe('a runner', () => {
  it('is one screen', () => {
    expect(block(runnerLines(shown, terminal(60), at(0)))).toMatchInlineSnapshot(`
      "
      ✔ runner 42 of glfr: online
        GitLab        https://gitlab.example.com
        Description   big ones
        Scope         group:7
        Tags          aws, docker; takes jobs without tags too
        Last contact  1m05s ago
        Token         expires in 1d01h, on
                      2026-03-02T13:00:00.000Z
        Managers      r_10 19.3.0, online, 10s ago
                      r_20 19.3.0, online, 20s ago
                      r_65 19.3.0, online, 1m05s ago
                      r_700 19.3.0, offline, 11m40s ago
                      and 1 older
        Jobs          1 job running
                      4711 build in group/app, for 1m30s

      What next
        glfr runner check"
    `);
  });

  it.each([
    [{ tokenExpiresAt: null }, /never expires/],
    [{ tokenExpiresAt: iso(-60) }, /expired 1m00s ago/],
    [{ tokenExpiresAt: undefined }, /does not tell/],
    [{ runningJobs: undefined }, /not shown to this access token/],
    [{ paused: true }, /^! .*paused: it gets no new jobs/],
    [{ contactedAt: undefined, managers: [] }, /never[\s\S]+none yet/],
  ])('with %j', (more, says) => {
    expect(runnerLines({ ...shown, ...more } as RunnerShowResult, terminal(80), at(0)).join('\n')).toMatch(
      says,
    );
  });

  it('is checked, paused and given a new token', () => {
    const all = [
      ...checkLines(checked, terminal(60), at(0)),
      ...['', ...pauseLines(paused, terminal(60))],
      ...['', ...rotateLines(rotated, terminal(60), at(0))],
    ];
    expect(block(all)).toMatchInlineSnapshot(`
      "
      ! the token of glfr works, but needs a look
        Runner  runner 42 in https://gitlab.example.com, paused,
                online, last heard of 1m05s ago
        Token   GitLab takes the given one; no refusal in the
                manager's log; expires in 1d01h, on
                2026-03-02T13:00:00.000Z
      ! runner #42 is paused in GitLab and gets no new jobs

      What next
        glfr runner unpause

      ✔ runner 42 is paused and gets no new jobs
        GitLab  https://gitlab.example.com
        Jobs    3 jobs running, to their own end

      ✔ glfr in eu-central-1 has a new token (2m05s)
        Manager  a new one runs with it
        Runner   runner 42 in https://gitlab.example.com, online
        Token    never expires"
    `);
  });

  it.each([40, 60, 80, 200])('fits %i columns', (columns) => {
    // An address is never broken.
    const short = { gitlabUrl: 'https://git.example', next: [] };
    const all = [
      ...runnerLines({ ...shown, ...short }, terminal(columns), at(0)),
      ...checkLines({ ...checked, ...short }, terminal(columns), at(0)),
      ...pauseLines({ ...paused, ...short }, terminal(columns)),
      ...rotateLines({ ...rotated, ...short }, terminal(columns), at(0)),
    ];
    expect(Math.max(...all.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });
});
