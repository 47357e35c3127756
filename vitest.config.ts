import { defineConfig } from 'vitest/config';

/** Tests of these start processes, and keep folders and servers of their own in the test file's modules. */
const processes = 'test/{aws,cli}/**/*.test.ts';

export default defineConfig({
  test: {
    setupFiles: ['./test/setup.ts'],
    disableConsoleIntercept: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // vitest itself would leave one core to itself; much of the time is waiting for processes.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'processes', include: [processes] } },
      {
        extends: true,
        // These share their modules: loading them anew for each file would take as long as the tests.
        test: { name: 'inside', include: ['test/**/*.test.{ts,tsx}'], exclude: [processes], isolate: false },
      },
    ],
  },
});
