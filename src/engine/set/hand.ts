import { transfer } from 'comlink';
import type { DeviceNetwork } from '../network';
import { put } from '../network';
import { startWasm } from '../wasmDevice';
import { type Batch, type BatchResult, runBatch } from './batch';
import type { Hand, HandNetwork } from './hands';

let network: DeviceNetwork | undefined;

/** What a worker does that is a hand: the engine's network once more, on one thread of wasm. */
export const hand: Hand = {
  async open({ plan, folded }: HandNetwork): Promise<void> {
    network = await put({ plan, folded, constants: {} }, await startWasm(1));
  },
  async run(batch: Batch): Promise<BatchResult[]> {
    if (!network) throw new Error('no network is open');
    const results = await runBatch(network, batch);
    const arrays = results.flatMap(({ logits, entering }) => (entering ? [logits, entering] : [logits]));
    return transfer(results, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))]);
  },
};
