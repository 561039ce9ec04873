import { promisifyRequest, type UseStore } from 'idb-keyval';
import { DataError } from './error';

/** Settles once the value is on the disk: a page that is left, or loaded again, in the next moment would take an open transaction along. */
export function putIn(store: UseStore, key: string, value: unknown): Promise<void> {
  return store('readwrite', (objects) => {
    objects.put(value, key);
    objects.transaction.commit();
    return promisifyRequest(objects.transaction);
  });
}

/** The browser's refusal to keep something, as one that a person is told: `full` where there is no room, else `forbidden`. */
export function toldAs<Given extends unknown[], T>(codes: { full: string; forbidden: string }, work: (...given: Given) => Promise<T>): (...given: Given) => Promise<T> {
  return async (...given) => {
    try {
      return await work(...given);
    } catch (error) {
      throw new DataError((error as Error | null)?.name === 'QuotaExceededError' ? codes.full : codes.forbidden, {}, { cause: error });
    }
  };
}
