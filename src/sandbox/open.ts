import { faultsFrom } from './faults.ts';
import { forgeFetch } from './forge/fetch.ts';
import { gitlabAddresses, gitlabHost, gitlabUrl, registryAddresses } from './forge/place.ts';
import { accessToken } from './forge/tokens.ts';
import { uuid } from './ids.ts';
import { Keeper, type KeeperOptions } from './keeper.ts';
import { type Call, faultFor, Refusals } from './request-faults.ts';
import { checkKnown, forgeService } from './services.ts';
import { account, region } from './world.ts';

/** An AWS account and a GitLab that live inside glfr. */
export interface Sandbox {
  /** Answers one call of an AWS SDK client with its output, or throws as the client would. */
  intercept(call: Call): Promise<unknown>;
  fetch: typeof fetch;
  resolveHost(host: string): Promise<string[]>;
  /** World time, epoch milliseconds. */
  now(): number;
  /** World milliseconds in one of the wall's. */
  readonly speed: number;
  readonly region: string;
  readonly account: string;
  readonly gitlabUrl: string;
  /** A personal access token that the sandbox's GitLab accepts. */
  readonly gitlabToken: string;
}

async function resolveHost(host: string): Promise<string[]> {
  if (/^[\d.]+$|:/.test(host)) return [host];
  if (host === gitlabHost) return [...gitlabAddresses];
  const known = registryAddresses[host];
  if (known) return [...known];
  const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
  throw Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: host });
}

/** Opens the world that is stored in `stateDir`, or begins one there. */
export async function openSandbox(options: KeeperOptions): Promise<Sandbox> {
  const faultsNow = (): readonly string[] => faultsFrom(options.env);
  faultsNow();
  const keeper = new Keeper(options);
  await keeper.open();
  const refusals = new Refusals();
  const gitlabToken = await keeper.use(({ seed }) => accessToken(seed));
  let requests = 0;
  return {
    intercept: async (call) => {
      checkKnown(call.service, call.command);
      const faults = faultsNow();
      const fault = faultFor(call, faults, refusals);
      if (fault !== undefined) throw fault;
      requests += 1;
      const requestId = uuid(`request:${requests}`);
      const answer = await keeper.use(() => structuredClone(keeper.act(call, faults)));
      return {
        ...(answer as object),
        $metadata: { httpStatusCode: 200, requestId, attempts: 1, totalRetryDelay: 0 },
      };
    },
    fetch: forgeFetch(
      (body) =>
        keeper.use((world) =>
          body(world, (command, input) => keeper.act({ service: forgeService, command, input }, faultsNow())),
        ),
      faultsNow,
    ),
    resolveHost,
    now: () => keeper.now(),
    get speed() {
      return keeper.speed;
    },
    region,
    account,
    gitlabUrl,
    gitlabToken,
  };
}
