import { readFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { GlfrError } from '../../src/domain/error.ts';
import { errorOf, portOver } from './helpers.ts';
import { type LoopbackGitLab, startGitLab } from './loopback.ts';

const token = 'glpat-loopbackaccess03';
const pem = (name: string) => readFile(new URL(`tls/${name}.pem`, import.meta.url), 'utf8');
const known = getCACertificates();
const started: LoopbackGitLab[] = [];

async function startWith(certificate: string): Promise<LoopbackGitLab> {
  const tls = { key: await pem('test-only.key'), cert: await pem(certificate) };
  const gitlab = await startGitLab({ token, tls });
  started.push(gitlab);
  return gitlab;
}
afterEach(async () => {
  setDefaultCACertificates(known);
  await Promise.all(started.splice(0).map(({ close }) => close()));
});

describe('a certificate', () => {
  it('that is signed by itself is told with the way to trust it, and then trusted', async () => {
    const { url, requests } = await startWith('localhost');
    const error = await errorOf(portOver().version(url, token), token);
    expect(error).toMatchObject({ code: 'gitlab.certificate', exitCode: 5 });
    expect(error.message).toContain('signed by itself');
    expect(error.suggestions[0]).toContain('NODE_EXTRA_CA_CERTS=/path/ca.pem');
    expect(requests).toEqual([]);
    setDefaultCACertificates([...known, await pem('localhost')]);
    expect(await portOver().version(url, token)).toBe('19.2.1');
  });

  it.each([
    ['expired', 'has expired', (url: string) => url],
    ['localhost', 'another host name', (url: string) => url.replace('localhost', '127.0.0.1')],
  ])('that is trusted but wrong is told: %s', async (name, says, address) => {
    setDefaultCACertificates([...known, await pem(name)]);
    const { url } = await startWith(name);
    const error = await errorOf(portOver().probe(address(url)));
    expect(error).toMatchObject({ code: 'gitlab.certificate', message: expect.stringContaining(says) });
    expect(error.suggestions.join()).not.toContain('NODE_EXTRA_CA_CERTS');
  });
});

describe('http that only leads to https', () => {
  it('sees no token, not even first', async () => {
    setDefaultCACertificates([...known, await pem('localhost')]);
    const secure = await startWith('localhost');
    const plain = await startGitLab({
      instead: ({ path }) => ({ status: 301, headers: { location: `${secure.url}${path}` } }),
    });
    started.push(plain);
    const url = plain.url.replace('127.0.0.1', 'localhost');
    const port = portOver();
    expect(await port.probe(url)).toEqual({ url: secure.url });
    expect(await port.version(url, token)).toBe('19.2.1');
    await port.deleteRunner(url, token, 1);
    expect(plain.requests.map(({ headers }) => headers['private-token'])).toEqual([undefined, undefined]);
  });
});

describe('a connection', () => {
  it('that is refused is told at once', async () => {
    const gitlab = await startGitLab({});
    await gitlab.close();
    let tries = 0;
    const counting: typeof fetch = (...given) => {
      tries += 1;
      return fetch(...given);
    };
    const error = await errorOf(portOver({ fetch: counting }).version(gitlab.url, token), token);
    expect(error).toMatchObject({
      code: 'gitlab.unreachable',
      exitCode: 5,
      message: expect.stringContaining('refused'),
    });
    expect(tries).toBe(1);
  });

  it('with TLS to a port without it, and the other way round, is told', async () => {
    const plain = await startGitLab({});
    started.push(plain);
    const towardsPlain = await errorOf(portOver().probe(plain.url.replace('http:', 'https:')));
    expect(towardsPlain.message).toContain('does not speak TLS');
    const secure = await startWith('localhost');
    const towardsSecure = await errorOf(portOver().probe(secure.url.replace('https:', 'http:')));
    expect(towardsSecure.code).toBe('gitlab.unreachable');
  });

  it.each([
    ['ENOTFOUND', /not known to DNS/],
    ['UND_ERR_CONNECT_TIMEOUT', /did not answer in time/],
    ['EHOSTUNREACH', /no route/],
    ['EWHATEVER', /could not be reached \(EWHATEVER\)/],
  ])('that fails with %s is told in plain words', async (code, says) => {
    const failing = () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) }));
    const error = await errorOf(portOver({ fetch: failing }).probe('https://gitlab.example.com'));
    expect(error).toMatchObject({ code: 'gitlab.unreachable', message: expect.stringMatching(says) });
  });

  it('ends with Ctrl-C, also while it waits to try again', async () => {
    const gitlab = await startGitLab({ instead: () => ({ status: 503, headers: { 'retry-after': '15' } }) });
    started.push(gitlab);
    const stop = new GlfrError({ code: 'interrupted', message: 'Stopped.', exitCode: 130 });
    const ctrlC = new AbortController();
    const thenStopped: typeof fetch = async (...given) => {
      const response = await fetch(...given);
      setTimeout(() => ctrlC.abort(stop), 50);
      return response;
    };
    const interrupted = portOver({ fetch: thenStopped, signal: ctrlC.signal });
    expect(await errorOf(interrupted.probe(gitlab.url))).toBe(stop);
    const tooLate = errorOf(portOver({ signal: AbortSignal.abort() }).probe(gitlab.url));
    expect(await tooLate).toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(gitlab.requests).toHaveLength(1);
  });

  it('to an address with a password in it is not made, nor is the password repeated', async () => {
    const error = await errorOf(portOver().probe('https://me:passw0rd@gitlab.example.com'), 'passw0rd');
    expect(error).toMatchObject({ code: 'gitlab.address', exitCode: 2 });
  });
});
