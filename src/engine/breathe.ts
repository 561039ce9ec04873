declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/**
 * Lets messages that have arrived, such as a cancel, be handled before work goes on.
 * A message channel, since timers are held back to 4 ms in a browser; setImmediate in Node, which a channel would keep alive.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    }, { once: true });
    port1.start();
    port2.postMessage(0);
  });
}
