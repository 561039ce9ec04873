import { backend, dispose, env, zeros } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { forward } from '../network/forward';
import type { Device } from './device';
import { activate } from './device';
import type { HostNetwork } from './network';
import { put } from './network';

/**
 * Has the driver compile all shaders of an image's pass without waiting for it; the backend is webgl while this runs.
 * The weights of this pass are thrown away: uploads are shaders too, and none of them runs.
 * @returns `compiled` settles when all are compiled; then `finishCompile` is due. Another backend may work meanwhile.
 */
export async function beginCompile(host: HostNetwork, device: Device): Promise<{ compiled: Promise<unknown> }> {
  const network = await put(host, device);
  const input = zeros([1, ...host.plan.input]);
  env().set('ENGINE_COMPILE_ONLY', true);
  try {
    const want = host.plan.se.map((block) => `${block}.excitation`);
    const { logits, values } = forward(host.plan, network.weights, new Map([['input', input]]), { want });
    dispose([logits, ...values.values()]);
  } finally {
    env().set('ENGINE_COMPILE_ONLY', false);
    dispose(input);
    network.weights.dispose();
  }
  return { compiled: (backend() as MathBackendWebGL).checkCompileCompletionAsync() };
}

/** Makes the compiled shaders usable. Throws `backend.failed`. */
export async function finishCompile(device: Device): Promise<void> {
  await activate(device);
  (backend() as MathBackendWebGL).getUniformLocations();
}
