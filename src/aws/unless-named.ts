/** For a `catch`: AWS's errors of these names mean that there is nothing, or nothing to do any more. */
export const unlessNamed =
  (...names: readonly string[]) =>
  (error: unknown): undefined => {
    if (!(error instanceof Error && names.includes(error.name))) throw error;
  };
