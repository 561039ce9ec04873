import type { BlockId } from './architecture';
import type { Evolution } from './evolution';
import type { Setting } from './gate';
import type { Manifest } from './manifest';
import type { BlockStatistics, PaperVerdict, Profile } from './profile';
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

export interface SelfTest {
  ok: boolean;
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
  | { kind: 'problem'; problem: Problem };

/** A setting of the tail, run here on the held-out activations. */
export interface LiveCheck {
  outcome: Outcome;
  /** All held-out images were run. */
  complete: boolean;
  /** Decisions that differ from the record's beyond near ties, once complete and where there is a record of this setting. */
  disagreements?: number;
}

/** The worker's face. Every run has an id given by the page; cancel(id) makes it reject with code `cancelled`. Rejections carry a Problem as `error.problem`. */
export interface EngineApi {
  /** Loads a model folder; `base` is its address with a closing slash. Profile and statistics come before the weights. */
  open(base: string, choice: BackendChoice, onEvent: (event: EngineEvent) => void): Promise<void>;
  chooseBackend(choice: BackendChoice): Promise<void>;
  /** Decodes one file to the network's crop; rejects with a Problem that names the reason. */
  decode(file: Blob, name: string): Promise<DecodedImage>;
  /** Runs each crop under the setting, results one by one as they are ready. */
  run(id: number, crops: Crop[], setting: Setting, onResult: (index: number, result: ImageResult) => void): Promise<void>;
  /** Loads the recorded settings when first asked. */
  record(): Promise<AblationRecord | undefined>;
  /** The figure at points of training; undefined where the folder has none. */
  evolution(): Promise<Evolution | undefined>;
  /** Networks trained otherwise; undefined where the folder has none. */
  siblings(): Promise<Siblings | undefined>;
  /** The model card, Markdown; undefined where the folder has none. */
  card(): Promise<string | undefined>;
  /** Loads the held-out file when first asked, runs `setting` and calls back with a growing estimate. Rejects with `heldout.earlier` when a block before the tail isn't live. */
  checkLive(id: number, setting: Setting, onEstimate: (check: LiveCheck, progress: Progress) => void): Promise<LiveCheck>;
  cancel(id: number): void;
  /** Tensors and bytes alive, for leak tests. */
  memory(): Promise<{ tensors: number; bytes: number }>;
}
