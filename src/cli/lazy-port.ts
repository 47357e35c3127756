type Methods = Record<string, unknown>;

/** A port whose module (and the SDK client in it) is loaded by the first call. All its methods return promises. */
export function lazyPort<T extends object>(load: () => Promise<T>): T {
  let loaded: Promise<T> | undefined;
  return new Proxy({} as T, {
    get: (_target, name) => {
      // A proxy that seemed to have `then` would be taken for a promise.
      if (name === 'then') return undefined;
      return async (...args: unknown[]) => {
        loaded ??= load();
        const port = (await loaded) as Methods;
        return (port[String(name)] as (...given: unknown[]) => unknown)(...args);
      };
    },
  });
}
