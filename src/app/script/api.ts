import type { BlockId, ExplainedBlock, GateChoices, ImageResult, LiveCheck, Manifest, Outcome, Profile, Progress, Setting } from '../../contracts';

/** Any picture that the page itself would take. */
export type ScriptImage = Blob | ImageData | ImageBitmap;

export interface LoadOptions {
  /** Where the network runs; the page's own rules by default. */
  backend?: 'auto' | 'wasm' | 'webgl' | 'webgpu' | 'cpu';
  /** Bytes of the file that is being read. */
  onProgress?: (file: string, bytes: number, total: number) => void;
}

/** What all validation images, or the held-out ones, get under one setting. */
export interface Accuracy {
  /** The same images with all gates live, and under the setting. */
  outcome: Outcome;
  /** Class that each image gets, rank of its true class (0 is first, 255 is that or more), and its true class, [n]. */
  top1: Uint16Array;
  rank: Uint8Array;
  labels: Uint16Array;
}

export interface Network {
  readonly manifest: Manifest;
  /** SE blocks in depth, with their channels and hidden width. */
  readonly blocks: readonly { id: BlockId; channels: number; hidden: number }[];
  /** Recorded statistics of every class, block and channel; undefined where the folder has none. */
  readonly profile: Profile | undefined;
  /** Runs one image: logits [K], probabilities [K], and of each block excitation and gate [C]. A block that `gates` does not name is live. */
  run(image: ScriptImage, gates?: GateChoices): Promise<ImageResult>;
  /** The same with all that the SE operations at one block read and make, and their weights. */
  explain(image: ScriptImage, block: BlockId, gates?: GateChoices): Promise<ExplainedBlock>;
  /** The settings whose decisions were recorded in training; the first has all gates live. */
  settings(): Promise<readonly Setting[]>;
  /** As recorded on all validation images; undefined where the setting is not among `settings()`. */
  recorded(setting: Setting): Promise<Accuracy | undefined>;
  /** Run here on the held-out activations; every block before the tail must be live. */
  live(setting: Setting, onEstimate?: (check: LiveCheck, progress: Progress) => void): Promise<Accuracy>;
  /** Ends its worker and frees its memory. */
  close(): void;
}

/** What the page shows of its chosen image. */
export interface Shown {
  name: string;
  setting: Setting;
  /** All gates live, and under the setting where one is chosen. */
  live: ImageResult | undefined;
  changed: ImageResult | undefined;
}

/** `window.seScope`. Every rejection is an Error whose message is the sentence that the page would show, with `code` beside it. */
export interface SeScope {
  readonly version: string;
  /**
   * Loads a network of its own, beside the page's: the shipped one, a folder by its address under this app
   * (`models/seresnet34-w24-tin/`), or the files of a folder.
   */
  load(folder?: string | FileList | readonly File[], options?: LoadOptions): Promise<Network>;
  /** What the page shows; undefined while no image is chosen. */
  shown(): Shown | undefined;
}
