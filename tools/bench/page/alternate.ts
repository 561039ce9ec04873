import type { Pair } from './ratios';

/** Both sides once for nothing, then `repeats` times, each first in turn. */
export async function alternate(subject: () => Promise<unknown>, reference: () => Promise<unknown>, repeats: number): Promise<Pair[]> {
  await reference();
  await subject();
  const pairs: Pair[] = [];
  for (let i = 0; i < repeats; i++) {
    const first = await timed(i % 2 === 0 ? subject : reference);
    const second = await timed(i % 2 === 0 ? reference : subject);
    pairs.push(i % 2 === 0 ? { subject: first, reference: second } : { subject: second, reference: first });
  }
  return pairs;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
