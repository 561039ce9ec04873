import { seededNormal } from '../analysis/random';
import type { BlockId, GateChoices, Gates, LighterNetwork, LighterTimings, Plan, Progress } from '../contracts';
import type { Network } from '../network/lighter';
import { lighten } from '../network/lighter';
import type { StateDict, StateSource, StateTensor } from '../network/weights';
import type { Beside } from './beside';
import { capture, logitsOf } from './capture';
import type { DeviceNetwork, HostNetwork } from './network';
import { gates } from './network';
import { EngineError } from './problem';
import type { Turn } from './queue';
import { batchOf, type OnDevice } from './run';
import { limits } from './selfTest';
import { timePass } from './timing';

/**
 * The network that a setting leaves, in host memory, wherever its weights lie.
 * Throws `lighter.edited` for a live gate of which single channels are changed; a GateError as `lighten`, and as `gatesOf`.
 */
export async function lightenHost(host: HostNetwork, state: StateDict | StateSource, setting: GateChoices): Promise<Network> {
  const applied = gates(host, setting);
  const edited = (Object.keys(applied) as BlockId[]).find((block) => applied[block]!.base.kind === 'live' && applied[block]!.edits?.length);
  if (edited) throw new EngineError('lighter.edited', { block: edited });
  return lighten({ plan: host.plan, state: await inMemory(state) }, applied);
}

/** All of a state dict, wherever it lies. */
export async function inMemory(state: StateDict | StateSource): Promise<StateDict> {
  if (!('shapes' in state)) return state;
  const tensors = new Map<string, StateTensor>();
  for (const name of state.shapes.keys()) tensors.set(name, await state.tensor(name));
  return tensors;
}

/** The golden image where there is one, else noise, and noise up to a batch; normalised, [N, H, W, 3] flat. */
export function checkImages({ plan, golden }: { plan: Plan; golden: Float32Array | undefined }): Float32Array {
  const length = plan.input.reduce((a, b) => a * b, 1);
  const normal = seededNormal(10);
  const images = Float32Array.from({ length: batchOf(plan) * length }, normal);
  if (golden) images.set(golden);
  return images;
}

interface HandOver extends Network {
  beside: Beside;
  /** The gated network to compare with; the open one if nothing is said. */
  reference?: Beside;
  /** Those of the network that it came from. */
  gated: Gates;
  images: Float32Array;
}

/**
 * The lighter network with one image's numbers from its own pass, once it is known to equal the gated one.
 * Throws `lighter.half` on a device that rounds to 16 bits, `lighter.differs`.
 */
export async function handOver({ plan, state, beside, reference, gated, images }: HandOver, onDevice: OnDevice): Promise<LighterNetwork> {
  return onDevice(async (network) => {
    if (network.device.halfPrecision) throw new EngineError('lighter.half', { name: network.device.name });
    const own = beside.at(network);
    const [expected, found] = [await logitsOf(reference?.at(network) ?? network, images, gated), await logitsOf(own, images, {})];
    const difference = expected.reduce((most, logit, i) => Math.max(most, Math.abs(logit - found[i]!)), 0);
    const limit = limits(false).logits;
    if (!(difference <= limit)) throw new EngineError('lighter.differs', { difference: difference.toPrecision(2), limit });
    const length = plan.input.reduce((a, b) => a * b, 1);
    const input = images.slice(0, length);
    const [result] = await capture(own, input, {});
    return {
      architecture: plan.architecture,
      weights: Object.fromEntries(state),
      golden: { input, logits: result!.logits.slice(), excitation: Object.fromEntries(plan.se.map((block) => [block, result!.excitation[block]!.slice()])) },
      backend: network.device.name,
      agreement: { logits: difference, images: images.length / length },
    };
  });
}

const WARM = 3;
const FEWEST_PAIRS = 30;
const MOST_PAIRS = 120;
/** Of all pairs, milliseconds, where the fewest take no longer. */
const BUDGET_MS = 8_000;

/**
 * Times one image through the open network, all gates live, and through the lighter one in turns, each going first in every other pair; gives way
 * between pairs. Where the device changes meanwhile, all begins anew on the next one.
 */
export async function timePairs(beside: Beside, image: Float32Array, onDevice: OnDevice, turn: Turn, onProgress: (progress: Progress) => void): Promise<LighterTimings> {
  let [before, after]: [number[], number[]] = [[], []];
  let warm: DeviceNetwork | undefined;
  let total = FEWEST_PAIRS;
  while (before.length < total) {
    await turn();
    await onDevice(async (network) => {
      const own = beside.at(network);
      if (network !== warm) {
        [before, after] = [[], []];
        let last = 0;
        for (let i = 0; i < WARM; i++) last = (await timePass(network, image)) + (await timePass(own, image));
        total = Math.max(FEWEST_PAIRS, Math.min(MOST_PAIRS, Math.floor(BUDGET_MS / last)));
        warm = network;
      }
      const inTurn = before.length % 2 === 0 ? [network, own] : [own, network];
      const [first, second] = [await timePass(inTurn[0]!, image), await timePass(inTurn[1]!, image)];
      before.push(inTurn[0] === network ? first : second);
      after.push(inTurn[0] === network ? second : first);
    });
    onProgress({ done: before.length, total });
  }
  const { name, threads } = warm!.device;
  return { backend: name, threads, before: Float64Array.from(before), after: Float64Array.from(after) };
}
