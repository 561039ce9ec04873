import { ArchitectureError } from '../network/architecture';
import { GateError } from '../network/gates';
import { WeightsError } from '../network/weights';
import { EngineError } from './problem';

/** An error of the network's code, which knows no Problems, as one that a person is told; others as they are. */
export function explain(error: unknown): unknown {
  if (error instanceof WeightsError) {
    const { fault, tensor, detail, more } = error;
    return new EngineError(`weights.${fault}`, { tensor, detail, more }, error);
  }
  if (error instanceof GateError) return new EngineError('setting.gate', { block: error.block, detail: error.detail }, error);
  if (error instanceof ArchitectureError) {
    const { field, expected } = error;
    return new EngineError('manifest.architecture', { field, expected }, error);
  }
  return error;
}
