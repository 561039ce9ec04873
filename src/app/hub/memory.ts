/** wasm's whole memory: tfjs-backend-wasm 4.22 asks for at most this. */
const WASM = 2 ** 32;
/** wasm's convolutions pack the weights once more for themselves (XNNPACK). */
const COPIES = 2;
/** Of a device's memory, what a page may hope for. */
const SHARE = 0.5;

/**
 * Whether weights fit: `no` where the engine can't hold them, `hardly` where they take more than half of what the device says it has.
 * @param f32Bytes the weights as F32
 * @param deviceBytes memory of the device, where the browser tells (Chromium: at most 8 GiB)
 */
export function fits(f32Bytes: number, deviceBytes: number | undefined): 'yes' | 'hardly' | 'no' {
  const need = COPIES * f32Bytes;
  if (need > WASM) return 'no';
  return deviceBytes !== undefined && need > SHARE * deviceBytes ? 'hardly' : 'yes';
}

/** Bytes, where the browser tells. */
export function deviceMemory(): number | undefined {
  const { deviceMemory: gibibytes } = navigator as { deviceMemory?: number };
  return gibibytes === undefined ? undefined : gibibytes * 2 ** 30;
}
