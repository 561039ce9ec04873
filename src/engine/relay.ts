/** A callback of the page, called from the worker. */
export interface Relay<A extends unknown[]> {
  send: (...args: A) => void;
  /** Settles when the page has had all that was sent: answers come by another way, and must not overtake it. */
  delivered: () => Promise<void>;
}

export function relay<A extends unknown[]>(callback: (...args: A) => unknown): Relay<A> {
  const underway = new Set<Promise<unknown>>();
  const send = (...args: A): void => {
    const delivery: Promise<unknown> = Promise.resolve(callback(...args)).catch(() => {}).finally(() => underway.delete(delivery));
    underway.add(delivery);
  };
  return { send, delivered: async () => void (await Promise.all(underway)) };
}
