import type { Schedule } from '../contracts';
import { asInteger, asList, asNumber, type Fields } from './fields';

const LARGEST = Number.MAX_SAFE_INTEGER;

/** `epochs` and `sizes`, pairs of an epoch and px, of a file on trained networks. @throws DataError `file.field` */
export function readSchedule({ epochs, sizes }: Fields): Schedule {
  return {
    epochs: asNumber(epochs, 'epochs', 0, LARGEST),
    sizes: asList(sizes, 'sizes', 100).map((item, i) => {
      const [epoch, px] = asList(item, `sizes[${i}]`, 2);
      return [asNumber(epoch, `sizes[${i}][0]`, 0, LARGEST), asInteger(px, `sizes[${i}][1]`, 1, 10_000)];
    }),
  };
}
