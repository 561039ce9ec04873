import { blockStatistics } from '../../../src/analysis/statistics';
import type { HeldOut } from '../../../src/contracts';
import { readHeldOut } from '../../../src/data/heldOutFile';
import type { ModelFolder } from '../../../src/data/modelFolder';
import { openModelFolder } from '../../../src/data/modelFolder';
import { fetchModelIndex } from '../../../src/data/modelIndex';
import { readProfile } from '../../../src/data/profileFile';
import { readWeights } from '../../../src/data/weightsFile';
import { startDevice } from '../../../src/engine/devices';
import type { DeviceNetwork } from '../../../src/engine/network';
import { put } from '../../../src/engine/network';
import type { Network } from '../../../src/network/lighter';
import { buildPlan } from '../../../src/network/plan';
import { foldWeights } from '../../../src/network/weights';

export interface OpenNetwork {
  id: string;
  network: DeviceNetwork;
  heldOut: HeldOut;
}

/** The default network, on no device yet. `models` is the address of the folder with `index.json`. */
export async function defaultNetwork(models: string): Promise<Network & { id: string; file: ModelFolder['file'] }> {
  const { default: id } = await fetchModelIndex(models);
  const { manifest, file } = await openModelFolder(new URL(`${id}/`, models).href);
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  return { id, plan, state: readWeights(await file('weights.safetensors')), file };
}

/** The default network on wasm, with what its tail needs. */
export async function openNetwork(models: string): Promise<OpenNetwork> {
  const { id, plan, state, file } = await defaultNetwork(models);
  const se = plan.blocks.filter(({ hidden }) => hidden !== undefined);
  const profile = readProfile(await file('profile.safetensors'), se, plan.classes);
  const constants = Object.fromEntries(blockStatistics(profile).map(({ block, all }) => [block, all]));
  const heldOut = readHeldOut(await file('heldout.safetensors'), plan.blocks, plan.classes);
  const network = await put({ plan, folded: foldWeights(plan, state), constants }, await startDevice('wasm'));
  return { id, network, heldOut };
}
