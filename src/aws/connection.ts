import { setImmediate } from 'node:timers/promises';
import { GlfrError, interrupted } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { serviceOf } from '../domain/iam/aws-services.ts';
import { again } from '../domain/typed-command.ts';
import { translate } from './errors.ts';

/** One call as it would go over the wire; the sandbox answers these instead of AWS. */
interface Call {
  service: string;
  command: string;
  input: unknown;
}

/** Where and how AWS is called; the same for every client of one command. */
export interface Connection {
  region?: string | undefined;
  profile?: string | undefined;
  endpoint?: string | undefined;
  /** The environment names an address, which the SDK reads by itself. */
  endpointInEnv?: boolean;
  signal: AbortSignal;
  /** Hears AWS's own time, epoch milliseconds, with each answer: this machine's clock may be wrong. */
  onServerTime?: ((time: number) => void) | undefined;
  /** The one seam: answers in place of the wire, below retries and above signing. */
  intercept?: ((call: Call) => Promise<unknown>) | undefined;
}

interface Stack {
  add(middleware: unknown, options: object): void;
  addRelativeTo(middleware: unknown, options: object): void;
}

interface Client {
  config: { region: () => Promise<string> };
  middlewareStack: unknown;
}

type Next = (args: { input: unknown }) => Promise<{ response?: { headers?: { date?: string } } }>;
type Context = { clientName?: string; commandName?: string };

/** Constructor options shared by all clients. Eight attempts ride out a throttled account (backoff up to 20 s). */
export function clientConfig(connection: Connection) {
  const { region, profile, endpoint, endpointInEnv = false, intercept } = connection;
  return {
    maxAttempts: 8,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    // There is no stream-127.0.0.1, where Live Tail would go.
    disableHostPrefix: endpoint !== undefined || endpointInEnv,
    ...(intercept && { credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } }),
  };
}

/** Gives a client glfr's error translation and, where there is one, the sandbox behind its retries. */
export function equip<C extends Client>(client: C, connection: Connection): C {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (next: Next, context: Context) => async (args: { input: unknown }) => {
      try {
        const result = await next(args);
        const time = Date.parse(result.response?.headers?.date ?? '');
        if (!Number.isNaN(time)) connection.onServerTime?.(time);
        return result;
      } catch (error) {
        throw translate(error, context.clientName ?? '', context.commandName ?? '');
      }
    },
    { step: 'initialize', priority: 'high', name: 'glfrErrors' },
  );
  const { intercept } = connection;
  if (intercept) {
    stack.addRelativeTo(
      (_next: Next, context: Context) => async (args: { input: unknown }) => {
        const service = serviceOf(context.clientName ?? '');
        const command = (context.commandName ?? '').replace(/Command$/, '');
        // A wire takes time, in which a Ctrl-C is heard; the sandbox answers at once.
        await setImmediate();
        if (connection.signal.aborted) throw interrupted();
        return { output: await intercept({ service, command, input: args.input }), response: {} };
      },
      { relation: 'after', toMiddleware: 'retryMiddleware', name: 'glfrSandbox' },
    );
  }
  explainMissingRegion(client);
  return client;
}

function explainMissingRegion(client: Client): void {
  const { region } = client.config;
  client.config.region = () =>
    region().catch((cause) => {
      throw new GlfrError({
        code: 'aws.no-region',
        message: 'No AWS region is set, neither by --region nor in the environment or the profile.',
        suggestions: [`${again} --region eu-central-1`, 'export AWS_REGION=eu-central-1'],
        exitCode: exitCode.usage,
        cause,
      });
    });
}

/** A change is not begun after Ctrl-C, but one that was sent is not cut off: nobody would know how it ended. */
export const uninterrupted =
  (signal: AbortSignal) =>
  <T>(send: () => Promise<T>): Promise<T> => {
    if (!signal.aborted) return send();
    throw interrupted();
  };
