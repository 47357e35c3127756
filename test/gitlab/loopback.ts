import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Answer, answerAs, type Received, type World } from './loopback-api.ts';

export interface LoopbackOptions extends Partial<World> {
  /** A path GitLab lives below, such as `/gitlab`. */
  below?: string;
  tls?: { key: string; cert: string };
  /** Answers in place of GitLab, or breaks the connection off; `undefined` leaves it to GitLab. */
  instead?: (request: Received, count: number) => Answer | 'hang-up' | undefined;
}

/** A GitLab on loopback that speaks the runner part of the API; `runners` is its list and changes with the calls. */
export interface LoopbackGitLab {
  url: string;
  requests: Received[];
  runners: World['runners'];
  close(): Promise<void>;
}

/** Starts a GitLab on a free port of 127.0.0.1 (of `localhost` with TLS). */
export async function startGitLab(options: LoopbackOptions): Promise<LoopbackGitLab> {
  const { below = '', tls, instead } = options;
  const world: World = {
    token: options.token ?? `glpat-${randomBytes(10).toString('hex')}`,
    scopes: options.scopes ?? ['api'],
    version: options.version ?? '19.2.1',
    mayDo: options.mayDo ?? true,
    runners: options.runners ?? [],
  };
  const requests: Received[] = [];
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const received = await receive(incoming, below);
    requests.push(received);
    const answer = instead?.(received, requests.length) ?? answerAs(world, received);
    if (answer === 'hang-up') incoming.socket.destroy();
    else send(response, answer);
  };
  const server = tls ? createTlsServer(tls, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return { url: `${origin}${below}`, requests, runners: world.runners, close: () => stop(server) };
}

async function receive(incoming: IncomingMessage, below: string): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const isJson = incoming.headers['content-type']?.includes('json');
  const fields: [string, unknown][] = isJson
    ? Object.entries(JSON.parse(body))
    : [...new URLSearchParams(body)];
  const { url = '/', method = 'GET', headers } = incoming;
  const path = url.startsWith(below) ? url.slice(below.length) : `(outside)${url}`;
  const form = Object.fromEntries(fields.map(([key, value]) => [key, String(value)]));
  return { method, path, headers, form };
}

function send(response: ServerResponse, { status, json, text, headers }: Answer): void {
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json';
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  response.writeHead(status, { ...(body && { 'content-type': type }), ...headers });
  response.end(body);
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
