import type { Problem } from '../contracts';

/** A picture that is refused; `problem.code` is `image.…`, `values.name` the file's name. */
export class ImageError extends Error {
  readonly problem: Problem;

  constructor(code: string, values: Record<string, string | number>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'ImageError';
    this.problem = { code, values };
  }
}
