import type { Operation, Readers } from '../contracts';

/** Hands an operation to the reader of its kind; throws when there is none. */
export function read<Extra extends unknown[], Result>(readers: Readers<Extra, Result>, operation: Operation, ...extra: Extra): Result {
  const reader = readers[operation.op] as ((operation: Operation, ...extra: Extra) => Result) | undefined;
  if (!reader) throw new Error(`operation ${operation.name} is a ${operation.op}; known: ${Object.keys(readers).join(', ')}`);
  return reader(operation, ...extra);
}
