/** Loads when first asked for, and again after a failure; `asked` is what was asked for by now. */
export function lazily<T>(load: () => Promise<T>): { (): Promise<T>; asked: () => Promise<T> | undefined } {
  let loading: Promise<T> | undefined;
  const ask = () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  return Object.assign(ask, { asked: () => loading });
}
