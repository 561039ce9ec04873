import type { Aftermath } from './aftermath';
import type { BlockId } from './architecture';
import type { Evolution } from './evolution';
import type { GateChoices, Setting } from './gate';
import type { SavedSet, SetDecisions, SetEstimate, SetFile, SetPicture, SetRequest, SettingsPart, SettingsRequest, SetSummary } from './labelled';
import type { LighterNetwork, LighterOnnx, LighterTimings, NormStatistics, OnnxText, Repaired } from './lighter';
import type { Manifest } from './manifest';
import type { ValueName } from './plan';
import type { BlockStatistics, Estimate, PaperVerdict, Profile } from './profile';
import type { AblationRecord, Outcome } from './record';
import type { Siblings } from './siblings';

export type BackendName = 'wasm' | 'webgl' | 'webgpu' | 'cpu';
/** auto: wasm first, hardware webgl when it is faster, cpu last. */
export type BackendChoice = 'auto' | BackendName;

/** Decoded, cropped and resized to the network's size: RGB bytes, [H, W, 3] flat. */
export interface Crop {
  height: number;
  width: number;
  pixels: Uint8Array;
}

export interface DecodedImage {
  crop: Crop;
  /** Size of the picture as decoded, before cropping. */
  source: { width: number; height: number };
}

/** A camera's frame as the network sees it, with one result a setting. */
export interface Frame extends DecodedImage {
  results: ImageResult[];
}

/** One image under one setting, from one pass. */
export interface ImageResult {
  /** [K] */
  logits: Float32Array;
  /** [K] */
  probabilities: Float32Array;
  /** What each SE block computes, [C]. */
  excitation: Partial<Record<BlockId, Float32Array>>;
  /** What was applied, [C]. */
  gate: Partial<Record<BlockId, Float32Array>>;
}

/** One image at one block: all that its operations read and make, those of SE first, from the pass that made `result`. */
export interface ExplainedBlock {
  block: BlockId;
  result: ImageResult;
  /** In the plan's shapes, flat: `SE_5_1.U`, `SE_5_1.squeeze`, … */
  values: Record<ValueName, Float32Array>;
  /** Of the SE operations that have some, by operation name: weight [in, out] flat, bias [out]. */
  weights: Record<string, { weight: Float32Array; bias: Float32Array }>;
}

export interface SelfTest {
  ok: boolean;
  /** Compared with what this app's own pass gave when it wrote the network, not with PyTorch. */
  own?: true;
  /** Largest absolute differences to PyTorch. */
  excitation: number;
  logits: number;
  limits: { excitation: number; logits: number };
  halfPrecision: boolean;
}

export interface BackendStatus {
  name: BackendName;
  choice: BackendChoice;
  threads: number;
  simd: boolean;
  isolated: boolean;
  halfPrecision: boolean;
  renderer?: string;
  /** Why another backend was passed over, as a code for the locale files. */
  passedOver: { name: BackendName; reason: 'software' | 'missing' | 'slower' | 'failed self-test' | 'failed' }[];
  /** Milliseconds of the last untapped pass of one image, or of the last run by image. */
  milliseconds?: number;
}

/** A failure that a person sees: a key of the locale files with its values. */
export interface Problem {
  code: string;
  values?: Record<string, string | number>;
}

export interface Progress {
  done: number;
  total: number;
}

/** What the engine tells the page unasked. */
export type EngineEvent =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'profile'; profile: Profile; statistics: BlockStatistics[]; verdicts: PaperVerdict[] }
  | { kind: 'download'; file: string; bytes: number; total: number }
  | { kind: 'backend'; backend: BackendStatus }
  | { kind: 'selfTest'; selfTest: SelfTest }
  | { kind: 'ready' }
  | { kind: 'timing'; milliseconds: number }
  /** The engine, or its device, was lost and started again; whatever was asked goes on. */
  | { kind: 'restarted'; lost: 'worker' | 'device' }
  | { kind: 'problem'; problem: Problem };

/** A setting of the tail, run here on the held-out activations. */
export interface LiveCheck {
  outcome: Outcome;
  /** All held-out images were run. */
  complete: boolean;
  /** Decisions that differ from the record's beyond near ties, once complete and where there is a record of this setting. */
  disagreements?: number;
  /** Once complete: predicted class, rank of the truth and label of each held-out image, [N]. */
  decisions?: { top1: ArrayLike<number>; rank: ArrayLike<number>; labels: Uint16Array };
}

/** What stands in a block's gate, from what it computes to nothing: the mean gate of the class that the network predicts, 'all', the mean of 'all' in every channel, ones. Then two controls: the gates of another image, and 'all' shuffled over channels. */
export type Rung = 'live' | 'class' | 'all' | 'mean' | 'ones' | 'other' | 'shuffled';

/** One block's gate replaced rung by rung, all others live, run here on the held-out activations. */
export interface LadderCheck {
  block: BlockId;
  /** All held-out images were run. */
  complete: boolean;
  /** Predicted class of each image so far, [n]. */
  top1: Record<Rung, Uint16Array>;
  /** [n] */
  labels: Uint16Array;
}

/** The worker's face. Every run has an id given by the page; cancel(id) makes it reject with code `cancelled`. Rejections carry a Problem as `error.problem`. */
export interface EngineApi {
  /** Loads a model folder: its address with a closing slash, or its files. Profile and statistics come before the weights. */
  open(folder: string | File[], choice: BackendChoice, onEvent: (event: EngineEvent) => void): Promise<void>;
  chooseBackend(choice: BackendChoice): Promise<void>;
  /** What a frozen gate of each block is from now on, [C]: for a network that came without a profile. */
  freezeTo(constants: Partial<Record<BlockId, Float32Array>>): Promise<void>;
  /** Decodes one file, or takes a bitmap over, to the network's crop; rejects with a Problem that names the reason. */
  decode(file: Blob | ImageBitmap, name: string): Promise<DecodedImage>;
  /** One frame of a camera, taken over, under each setting; nothing is timed. */
  frame(id: number, picture: VideoFrame | ImageBitmap, settings: Setting[]): Promise<Frame>;
  /** Runs each crop under the setting, results one by one as they are ready. */
  run(id: number, crops: Crop[], setting: GateChoices, onResult: (index: number, result: ImageResult) => void): Promise<void>;
  /** Runs one crop under the setting, with what its operations at `block` read and make. Rejects with `setting.block` where there is no SE block. */
  explain(id: number, crop: Crop, setting: GateChoices, block: BlockId): Promise<ExplainedBlock>;
  /** Loads the recorded settings when first asked. */
  record(): Promise<AblationRecord | undefined>;
  /** The figure at points of training; undefined where the folder has none. */
  evolution(): Promise<Evolution | undefined>;
  /** Networks trained otherwise; undefined where the folder has none. */
  siblings(): Promise<Siblings | undefined>;
  /** What became of gate settings, repaired and trained on; undefined where the folder has none. */
  aftermath(): Promise<Aftermath | undefined>;
  /** The model card, Markdown; undefined where the folder has none. */
  card(): Promise<string | undefined>;
  /** Loads the held-out file when first asked, runs `setting` and calls back with a growing estimate. Rejects with `heldout.earlier` when a block before the tail isn't live. */
  checkLive(id: number, setting: Setting, onEstimate: (check: LiveCheck, progress: Progress) => void): Promise<LiveCheck>;
  /** The network that a setting leaves, its batch norms with other `statistics` where they are given, compared with the gated one first. Rejects with `lighter.edited`, `lighter.half`, `lighter.differs`. */
  lighter(id: number, setting: GateChoices, statistics?: NormStatistics): Promise<LighterNetwork>;
  /** The same as an ONNX file; rejects as `lighter`. */
  lighterOnnx(id: number, setting: GateChoices, text: OnnxText, statistics?: NormStatistics): Promise<LighterOnnx>;
  /** Takes the statistics of batch norms behind the first changed block anew on images, without labels. Rejects with `repair.images`, `repair.memory`, `repair.nothing`. */
  repair(id: number, setting: GateChoices, crops: Crop[], onProgress: (progress: Progress) => void): Promise<Repaired>;
  /** Times the open network and the lighter one in turns. */
  timeLighter(id: number, setting: GateChoices, onProgress: (progress: Progress) => void): Promise<LighterTimings>;
  /** Replaces the gate of one block of the tail rung by rung on the held-out activations, on from where an earlier one of it ended. `classMeans`: [K, C] flat, from other images. Rejects with `profile.missing` where 'all' isn't known. */
  climb(id: number, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck>;
  /** How far one block's gates, as they differ from 'all', move what leaves it, as a share of it: over `crops`, or over the held-out images. Rejects with `heldout.earlier`, with `profile.missing` where 'all' isn't known. */
  functional(id: number, block: BlockId, crops: Crop[] | undefined, onProgress: (progress: Progress) => void): Promise<Estimate & { n: number }>;
  /** Reads the list of a labelled set. */
  openSet(files: readonly SetFile[]): Promise<SetSummary>;
  /** Images that an earlier pass with all gates live has done, here or before the page was loaded. */
  setDone(request: SetRequest): Promise<number>;
  /** Runs a labelled set under `setting`, on from where it was left (unless `anew`); cancelled, what is done is kept. Rejects with `set.first` for changed gates before any image was run with all live. */
  runSet(id: number, request: SetRequest, setting: Setting, anew: boolean, onEstimate: (estimate: SetEstimate) => void): Promise<void>;
  /** What earlier runs, in this browser, have found of these settings. Rejects with `set.first` where no image was run with all gates live. */
  setDecisions(request: SetRequest, settings: readonly Setting[]): Promise<SetDecisions>;
  /** Runs what is missing of the settings; cancelled, what was run is kept. Rejects as `setDecisions`. */
  runSettings(id: number, request: SetRequest, wanted: SettingsRequest, onPart: (part: SettingsPart) => void): Promise<void>;
  /** Some of these images, read anew; one that can't be read any more is left out. Rejects as `setDecisions`. */
  setPictures(request: SetRequest, places: readonly number[]): Promise<SetPicture[]>;
  /** The same for any block over a labelled set, on from where it was left, here or before the page was loaded. Rejects as `climb` and `setDecisions`. */
  climbSet(id: number, request: SetRequest, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck>;
  /** SHA-256 of weights, architecture and preprocessing: tells this network from any other. */
  fingerprint(): Promise<string>;
  /** A result that was saved. Rejects with `set.otherNetwork` for another network's. */
  readSaved(file: Blob, name: string): Promise<SavedSet>;
  cancel(id: number): void;
  /** Tensors and bytes alive, for leak tests. */
  memory(): Promise<{ tensors: number; bytes: number }>;
}
