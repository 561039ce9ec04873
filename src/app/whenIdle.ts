/** Calls once the browser has nothing more urgent to do, after `limit` ms at the latest. Safari has no such callback and waits a tenth of that. @returns what calls it off */
export function whenIdle(then: () => void, limit: number): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(then, limit / 10);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(then, { timeout: limit });
  return () => cancelIdleCallback(asked);
}
