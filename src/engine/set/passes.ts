import { settingKey } from '../../analysis/outcome';
import { rangeOf } from '../../analysis/provisional';
import type { Manifest, SetEstimate, SetFile, SetRequest, SetSummary, Setting } from '../../contracts';
import { sha256 } from '../../data/hash';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import type { Compute } from '../compute';
import { EngineError } from '../problem';
import { type Constants, changedBlocks } from '../setting';
import { Decoders, type StartDecoder } from './decoders';
import type { Pass, PassState } from './pass';

/** What a pass needs to know of the network. */
export interface PassNetwork {
  compute: Compute;
  manifest: Manifest;
  /** Tells this network from any other. */
  fingerprint: string;
  constants: Constants;
}

/** The labelled set that is open, and the passes over it, each kept under network, set, classes and gates. */
export class SetPasses {
  private decoders: Promise<Decoders> | undefined;
  private hash: string | undefined;
  /** Also here, where the browser keeps nothing. */
  private readonly states = new Map<string, PassState>();

  constructor(
    private readonly start?: StartDecoder,
    private readonly openKept: () => Promise<KeptPasses> = async () => (await import('../../data/labelled/keptPasses')).openKeptPasses(),
  ) {}

  /** @throws EngineError `set.browser`; the problems of `openLabelledSet` */
  async open(files: readonly SetFile[]): Promise<SetSummary> {
    if (!this.start && typeof OffscreenCanvas === 'undefined') throw new EngineError('set.browser');
    const opening = Decoders.open(files, this.start);
    const { set } = await opening;
    this.close();
    this.decoders = opening;
    this.hash = set.hash;
    const { name, hash, labels, counts, images, leftOut } = set;
    return { name, hash, labels, counts, images, leftOut };
  }

  /** What an earlier pass with all gates live has done; 0 where there is none. */
  async done(request: SetRequest, network: PassNetwork): Promise<number> {
    const { indices } = await this.imagesOf(request);
    return (await this.stateOf(await keyOf(network, request, {}), indices.length))?.next ?? 0;
  }

  /** @param anew forgets what was kept of it. Throws `set.first` for changed gates where nothing was run with all live */
  async prepare(request: SetRequest, setting: Setting, network: PassNetwork, { anew, onEstimate }: { anew: boolean; onEstimate: (estimate: SetEstimate) => void }): Promise<Omit<Pass, 'preprocessing' | 'batch'>> {
    const { decoders, indices, labels } = await this.imagesOf(request);
    const { manifest, compute } = network;
    const { se, classes } = manifest.architecture;
    const { startPass } = await import('./pass');
    const live = changedBlocks(setting).length === 0;
    const liveState = await this.stateOf(await keyOf(network, request, {}), indices.length);
    const before = live ? undefined : liveState;
    if (!live && !before) throw new EngineError('set.first');
    const count = before?.next ?? indices.length;
    const key = await keyOf(network, request, setting);
    const state = (anew ? undefined : live ? liveState : await this.stateOf(key, indices.length)) ?? startPass(indices.length);
    return {
      state,
      labels: labels.subarray(0, count),
      classes,
      blocks: (from) => decoders.blocks(indices.subarray(from, count), compute.batch, manifest.preprocessing),
      setting,
      purpose: before ? { before } : { range: rangeOf(se.excitation), se: se.blocks, images: request.images },
      onEstimate,
      keep: (done) => this.keep(key, done),
    };
  }

  close(): void {
    void this.decoders?.then((decoders) => decoders.close(), () => {});
    this.decoders = undefined;
    this.hash = undefined;
    this.states.clear();
  }

  /** The images that have a class, in the set's order, with it. */
  private async imagesOf({ files, hash, classes }: SetRequest): Promise<{ decoders: Decoders; indices: Uint32Array; labels: Uint16Array }> {
    if (this.hash !== hash || !this.decoders) await this.open(files);
    const decoders = await this.decoders!;
    const { labelOf } = decoders.set;
    const indices = Uint32Array.from(labelOf.keys()).filter((image) => classes[labelOf[image]!] !== undefined);
    return { decoders, indices, labels: Uint16Array.from(indices, (image) => classes[labelOf[image]!]!) };
  }

  private async stateOf(key: string, images: number): Promise<PassState | undefined> {
    const { isPass } = await import('./pass');
    const state = this.states.get(key) ?? (await this.openKept().then((kept) => kept.get(key)).catch(() => undefined));
    return isPass(state, images) ? state : undefined;
  }

  /** What can't be kept in the browser goes on in memory. */
  private async keep(key: string, state: PassState): Promise<void> {
    this.states.set(key, state);
    await this.openKept().then((kept) => kept.put(key, state)).catch(() => {});
  }
}

/** Frozen gates are constants, which may be of the person's own images: other constants are another pass. */
async function keyOf({ fingerprint, constants }: PassNetwork, { hash, classes }: SetRequest, setting: Setting): Promise<string> {
  const frozen = changedBlocks(setting).filter((block) => setting[block] === 'frozen');
  const text = JSON.stringify([fingerprint, hash, classes.map((id) => id ?? -1), settingKey(setting), frozen.map((block) => [...(constants[block] ?? [])])]);
  return sha256(new TextEncoder().encode(text).buffer);
}
