import type { Problem } from '../contracts';

/** Why a file isn't read: the part of the code after `safetensors.`. */
export type SafetensorsFault =
  | 'tooShort'
  | 'headerBeyondFile'
  | 'headerTooLarge'
  | 'notJson'
  | 'metadata'
  | 'entry'
  | 'dtype'
  | 'offsets'
  | 'overlap'
  | 'gap'
  | 'shape'
  | 'truncated';

/** A file that isn't safetensors, or that lies about itself; `problem.code` is `safetensors.<fault>`. */
export class SafetensorsError extends Error {
  readonly problem: Problem;

  constructor(readonly fault: SafetensorsFault, values: Record<string, string | number> = {}) {
    super(`safetensors.${fault} ${JSON.stringify(values)}`);
    this.name = 'SafetensorsError';
    this.problem = { code: `safetensors.${fault}`, values };
  }
}
