import { test } from 'vitest';
import { Bench } from './harness.ts';
test('long', async () => {
  const b = await Bench.open();
  await b.create();
  for (const days of [1, 6, 23]) {
    b.pass(86400 * days);
    let t = performance.now();
    await b.aws('sts', 'GetCallerIdentity');
    console.log(days, 'incremental ms', performance.now() - t, process.memoryUsage().heapUsed / 1e6);
    t = performance.now();
    const c = await Bench.open({ like: b });
    console.log('reopen ms', performance.now() - t);
    console.log((await b.api('GET', '/runners/41/jobs?status=success')).headers.get('x-total'));
    const since = b.sandbox.now() - 3600_000;
    t = performance.now();
    console.log((await b.log({ startTime: since })).length, 'lines last hour', performance.now() - t);
    console.log((await c.log({ startTime: since })).length);
  }
  (globalThis as any).gc?.();
  console.log(process.memoryUsage().heapUsed / 1e6);
});
