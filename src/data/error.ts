import type { Problem } from '../contracts';

/** Anything wrong with a network's files or their way here; `problem` is what a person is told. */
export class DataError extends Error {
  readonly problem: Problem;

  constructor(code: string, values: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'DataError';
    this.problem = { code, values };
  }
}
