import { DataError } from './error';
import { megabytes } from './hub';

/**
 * Says before anything is fetched where there is no room for it. A browser that doesn't tell is tried.
 * @param need bytes
 * @throws DataError `hub.noRoom`
 */
export async function checkRoom(file: string, need: number): Promise<void> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (quota === undefined || usage === undefined || need <= quota - usage) return;
  throw new DataError('hub.noRoom', { file, need: megabytes(need), free: Math.floor(Math.max(0, quota - usage) / 1e6) });
}
