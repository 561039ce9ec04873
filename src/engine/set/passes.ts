import { settingKey } from '../../analysis/outcome';
import { hashHalves } from '../../analysis/hashHalves';
import { rangeOf } from '../../analysis/provisional';
import { NOT_RUN } from '../../analysis/settingDecisions';
import type { BlockId, Manifest, Plan, SetDecisions, SetEstimate, SetFile, SetPicture, SetRequest, SettingsPart, SettingsRequest, SetSummary, Setting } from '../../contracts';
import { sha256 } from '../../data/hash';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import type { Compute } from '../compute';
import type { LadderState } from '../ladder';
import { EngineError } from '../problem';
import { type Constants, changedBlocks } from '../setting';
import { Crops } from './crops';
import type { Decoded, Draw } from './decoder';
import { Decoders, type StartDecoder } from './decoders';
import type { Pass, PassState } from './pass';
import type { SettingsPass } from './settings';
import type { StagePiece } from './stages';

/** What a pass needs to know of the network. */
export interface PassNetwork {
  compute: Compute;
  manifest: Manifest;
  plan: Plan;
  /** Tells this network from any other. */
  fingerprint: string;
  constants: Constants;
}

/** A ladder of one block over a labelled set. */
export interface SetClimb {
  block: BlockId;
  classMeans: Float32Array;
  /** Of frozen gates, from its beginning to its end. */
  constants: Constants;
  labels: Uint16Array;
  state: LadderState;
  /** The images from the one at `from` on, in order, by so many. */
  blocks: (from: number, size: number) => AsyncIterable<Decoded[]>;
  keep: () => Promise<void>;
}

/** Those that have a class, in the set's order. */
interface SetImages {
  decoders: Decoders;
  indices: Uint32Array;
  labels: Uint16Array;
}

/** The labelled set that is open, and the passes over it, each kept under network, set, classes and gates. */
export class SetPasses {
  private decoders: Decoders | undefined;
  private hash: string | undefined;
  private draw: Draw | undefined;
  /** Also here, where the browser keeps nothing. */
  private readonly states = new Map<string, PassState>();
  private readonly ladders = new Map<string, LadderState>();
  private readonly crops = new Crops();

  constructor(
    private readonly start?: StartDecoder,
    private readonly openKept: () => Promise<KeptPasses> = async () => (await import('../../data/labelled/keptPasses')).openKeptPasses(),
  ) {}

  /** How the page draws what a worker can't. */
  drawWith(draw: Draw): void {
    this.draw = draw;
  }

  /** @throws EngineError `set.browser`; the problems of `openLabelledSet` */
  async open(files: readonly SetFile[]): Promise<SetSummary> {
    const { name, hash, labels, counts, images, leftOut } = (await this.openDecoders(files)).set;
    return { name, hash, labels, counts, images, leftOut };
  }

  /** What an earlier pass with all gates live has done; 0 where there is none. */
  async done(request: SetRequest, network: PassNetwork): Promise<number> {
    return (await this.passOf(request, {}, network, await this.imagesOf(request)))?.next ?? 0;
  }

  /** @param anew forgets what was kept of it. Throws `set.first` for changed gates where nothing was run with all live */
  async prepare(request: SetRequest, setting: Setting, network: PassNetwork, { anew, onEstimate }: { anew: boolean; onEstimate: (estimate: SetEstimate) => void }): Promise<Omit<Pass, 'preprocessing' | 'batch'>> {
    const images = await this.imagesOf(request);
    const { decoders, indices, labels } = images;
    const { manifest, compute, plan } = network;
    const { se, classes } = manifest.architecture;
    const [{ startPass }, { stageKeeper, storedStage }] = await Promise.all([import('./pass'), import('./stages')]);
    const live = changedBlocks(setting).length === 0;
    const liveState = await this.passOf(request, {}, network, images);
    const before = live ? undefined : liveState;
    if (!live && !before?.next) throw new EngineError('set.first');
    const count = before?.next ?? indices.length;
    const key = await keyOf(network, request, setting);
    const state = (anew ? undefined : live ? liveState : await this.passOf(request, setting, network, images)) ?? startPass(indices.length);
    const kept = await this.kept();
    if (anew) await this.beginAnew(key, state, kept, live ? liveState?.stages : undefined);
    const stored = before && (await storedStage(plan, before, count, [setting], kept));
    if (stored && state.next === 0) Object.assign(state, { unreadable: structuredClone(before.unreadable), repeated: before.repeated });
    return {
      state,
      labels: labels.subarray(0, count),
      classes,
      ...(stored
        ? { from: stored.from, blocks: (from: number) => stored.blocks(Array.from({ length: count - from }, (_, i) => from + i), compute.batch) }
        : { blocks: (from: number) => decoders.blocks(indices.subarray(from, count), compute.batch, manifest.preprocessing) }),
      ...(live && stageKeeper(plan, state, indices.length, key, kept)),
      setting,
      constants: network.constants,
      purpose: before ? { before, ...(isFrozen(setting) && halved(manifest) && { halves: hashHalves(labels, before.hashes) }) } : { range: rangeOf(se.excitation), se: plan.se, images: request.images, halved: halved(manifest) },
      onEstimate,
      keep: (done) => this.keep(key, done),
    };
  }

  /** Throws `set.first` where nothing was run with all gates live. */
  async decisions(request: SetRequest, settings: readonly Setting[], network: PassNetwork): Promise<SetDecisions> {
    const { labels, read, states, live } = await this.known(request, settings, network);
    const half = halved(network.manifest) ? hashHalves(labels, live.hashes) : undefined;
    const places = (wanted: number): Uint32Array => Uint32Array.from([...read.entries()].flatMap(([place, image]) => (half?.[image] === wanted ? [place] : [])));
    return {
      ...(half && { halves: [places(1), places(2)] }),
      labels: Uint16Array.from(read, (image) => labels[image]!),
      top1: states.map(({ state: { top1 } }) => Uint16Array.from(read, (image) => top1[image]!)),
    };
  }

  /** Throws as `decisions`. */
  async prepareSettings(request: SetRequest, { settings, images, more }: SettingsRequest, network: PassNetwork, onPart: (part: SettingsPart) => void): Promise<SettingsPass> {
    const { decoders, indices, labels, read, states, live } = await this.known(request, settings, network);
    const { plan, manifest: { architecture, preprocessing } } = network;
    const { storedStage } = await import('./stages');
    const stored = await storedStage(plan, live, (read.at(-1) ?? -1) + 1, settings, await this.kept());
    const places = new Map(Array.from(read, (image, place) => [image, place]));
    return {
      settings,
      constants: network.constants,
      states: states.map(({ state }) => state),
      labels,
      wanted: images.map((place) => read[place]!),
      classes: architecture.classes,
      ...(stored ?? { blocks: (wanted: Uint32Array, size: number) => this.crops.blocks(decoders, wanted.map((image) => indices[image]!), size, preprocessing, more) }),
      preprocessing,
      onPart: ({ images: ran, ...part }) => onPart({ ...part, images: ran.map((image) => places.get(image)!) }),
      keep: async (ran) => {
        for (const { key, state } of ran.map((s) => states[s]!)) await this.keep(key, advanced(state, read));
      },
    };
  }

  /** Throws as `decisions`. */
  async pictures(request: SetRequest, places: readonly number[], network: PassNetwork): Promise<SetPicture[]> {
    const { decoders, indices, read } = await this.known(request, [], network);
    const placeOf = new Map(places.map((place) => [indices[read[place]!]!, place]));
    const found = await decoders.pictures([...placeOf.keys()], network.manifest.preprocessing);
    return found.map((picture) => ({ ...picture, place: placeOf.get(picture.place)! }));
  }

  /** Throws as `decisions`. */
  async prepareLadder(request: SetRequest, { block, classMeans }: Pick<SetClimb, 'block' | 'classMeans'>, network: PassNetwork): Promise<SetClimb> {
    const { decoders, indices, labels, read: all, live } = await this.known(request, [], network);
    const { isLadder, startLadder } = await import('../ladder');
    const half = halved(network.manifest) ? hashHalves(labels, live.hashes) : undefined;
    const read = half ? all.filter((image) => half[image] === 2) : all;
    const key = await sha256(new TextEncoder().encode(JSON.stringify(['ladder', await keyOf(network, request, { [block]: 'frozen' }), await hashOf(classMeans), read.length])).buffer);
    const kept = this.ladders.get(key) ?? (await this.openKept().then((open) => open.get(key)).catch(() => undefined));
    const state = isLadder(kept, read.length) ? kept : startLadder(read.length);
    return {
      block,
      classMeans,
      constants: network.constants,
      labels: Uint16Array.from(read, (image) => labels[image]!),
      state,
      blocks: (from, size) => decoders.blocks(read.subarray(from).map((image) => indices[image]!), size, network.manifest.preprocessing),
      keep: async () => {
        this.ladders.set(key, state);
        await this.openKept().then((open) => open.put(key, state)).catch(() => {});
      },
    };
  }

  /** Frees the images that were held for a run that doesn't come. */
  forgetCrops(): void {
    this.crops.forget();
  }

  close(): void {
    this.crops.forget();
    this.decoders?.close();
    this.decoders = undefined;
    this.hash = undefined;
    this.states.clear();
    this.ladders.clear();
  }

  /** Those of the set before end, with what is under way on it. Throws as `open`. */
  private async openDecoders(files: readonly SetFile[]): Promise<Decoders> {
    if (!this.start && typeof OffscreenCanvas === 'undefined') throw new EngineError('set.browser');
    const opened = await Decoders.open(files, this.start, this.draw);
    this.close();
    this.decoders = opened;
    this.hash = opened.set.hash;
    return opened;
  }

  private kept(): Promise<KeptPasses | undefined> {
    return this.openKept().catch(() => undefined);
  }

  /** The images that have a class, in the set's order, with it. */
  private async imagesOf({ files, hash, classes }: SetRequest): Promise<SetImages> {
    const decoders = this.hash === hash && this.decoders ? this.decoders : await this.openDecoders(files);
    const { labelOf } = decoders.set;
    const indices = Uint32Array.from(labelOf.keys()).filter((image) => classes[labelOf[image]!] !== undefined);
    return { decoders, indices, labels: Uint16Array.from(indices, (image) => classes[labelOf[image]!]!) };
  }

  /** The images that the pass with all gates live has read, and what is known of settings. */
  private async known(request: SetRequest, settings: readonly Setting[], network: PassNetwork) {
    const { startPass } = await import('./pass');
    const images = await this.imagesOf(request);
    const n = images.indices.length;
    const live = await this.passOf(request, {}, network, images);
    if (!live?.next) throw new EngineError('set.first');
    const read = Uint32Array.from(live.top1.keys()).filter((image) => live.top1[image] !== NOT_RUN);
    const states: { key: string; state: PassState }[] = [];
    for (const setting of settings) {
      const key = await keyOf(network, request, setting);
      const state = (await this.passOf(request, setting, network, images)) ?? startPass(n);
      states.push({ key, state });
    }
    return { ...images, read, states, live };
  }

  /** What was done of a setting on this set; else on what the set was before images were added, which it begins with. */
  private async passOf(request: SetRequest, setting: Setting, network: PassNetwork, { decoders, indices }: SetImages): Promise<PassState | undefined> {
    const { labels, before } = decoders.set;
    const own = await this.stateOf(await keyOf(network, request, setting), indices.length);
    if (own) return own;
    const { extendPass } = await import('./pass');
    for (const { hash, labels: earlier, images } of [...before].reverse()) {
      const classes = earlier.map((label) => request.classes[labels.indexOf(label)]);
      const state = await this.stateOf(await keyOf(network, { ...request, hash, classes }, setting), indices.filter((image) => image < images).length);
      if (state) return extendPass(state, indices.length);
    }
    return undefined;
  }

  private async stateOf(key: string, images: number): Promise<PassState | undefined> {
    const { isPass } = await import('./pass');
    const state = this.states.get(key) ?? (await this.openKept().then((kept) => kept.get(key)).catch(() => undefined));
    if (!isPass(state, images)) return undefined;
    this.states.set(key, state);
    return state;
  }

  /** At once, so that whoever goes on with it finds nothing of the earlier one, whose stages nobody needs any more. */
  private async beginAnew(key: string, state: PassState, kept: KeptPasses | undefined, stages: readonly StagePiece[] = []): Promise<void> {
    await this.keep(key, state);
    await kept?.drop(stages.map((piece) => piece.key)).catch(() => {});
  }

  /** What can't be kept in the browser goes on in memory. */
  private async keep(key: string, state: PassState): Promise<void> {
    this.states.set(key, state);
    await this.openKept().then((kept) => kept.put(key, state)).catch(() => {});
  }
}

/** Whether frozen gates get their constants from the set itself: the network brought none. */
const halved = ({ files }: Manifest): boolean => files['profile.safetensors'] === undefined;

const isFrozen = (setting: Setting): boolean => Object.values(setting).includes('frozen');

/** As one pass over all images has it: how many of the first are done. */
function advanced(state: PassState, read: Uint32Array): PassState {
  const first = read.find((image) => image >= state.next && state.top1[image] === NOT_RUN);
  state.next = first ?? Math.max(state.next, (read.at(-1) ?? -1) + 1);
  return state;
}

const hashes = new WeakMap<Float32Array, Promise<string>>();

function hashOf(constant: Float32Array): Promise<string> {
  const hash = hashes.get(constant) ?? sha256(constant.slice().buffer);
  hashes.set(constant, hash);
  return hash;
}

/** Frozen gates are constants, which may be of the person's own images: other constants are another pass. */
async function keyOf({ fingerprint, constants }: PassNetwork, { hash, classes }: SetRequest, setting: Setting): Promise<string> {
  const frozen = changedBlocks(setting).filter((block): block is BlockId => setting[block] === 'frozen');
  const of = await Promise.all(frozen.map((block) => constants[block] && hashOf(constants[block])));
  const text = JSON.stringify([fingerprint, hash, classes.map((id) => id ?? -1), settingKey(setting), of]);
  return sha256(new TextEncoder().encode(text).buffer);
}
