import type { AblationRecord, Aftermath, BackendChoice, BlockId, Crop, DecodedImage, EngineEvent, Estimate, Evolution, ExplainedBlock, Frame, GateChoices, ImageResult, LadderCheck, LighterNetwork, LighterOnnx, LighterTimings, LiveCheck, NormStatistics, OnnxText, Problem, Progress, Repaired, SavedSet, SetEstimate, SetFile, SetPicture, SetDecisions, SetRequest, SettingsPart, SettingsRequest, SetSummary, Setting, Siblings } from '../contracts';
import type { Draw } from './set/decoder';

/** What crosses to the page instead of a thrown error, which would lose its Problem on the way. */
export type Reply<T> = { value: T } | { problem: Problem };

/** `EngineApi` as the worker offers it. */
export interface Wire {
  /** Answers at once, whatever else is going on, unless an operation blocks the worker. */
  here(): Promise<void>;
  open(folder: string | File[], choice: BackendChoice, onEvent: (event: EngineEvent) => void): Promise<Reply<void>>;
  chooseBackend(choice: BackendChoice): Promise<Reply<void>>;
  freezeTo(constants: Partial<Record<BlockId, Float32Array>>): Promise<Reply<void>>;
  decode(file: Blob | ImageBitmap, name: string): Promise<Reply<DecodedImage>>;
  frame(id: number, picture: VideoFrame | ImageBitmap, settings: Setting[]): Promise<Reply<Frame>>;
  run(id: number, crops: Crop[], setting: GateChoices, onResult: (index: number, result: ImageResult) => void): Promise<Reply<void>>;
  explain(id: number, crop: Crop, setting: GateChoices, block: BlockId): Promise<Reply<ExplainedBlock>>;
  record(): Promise<Reply<AblationRecord | undefined>>;
  evolution(): Promise<Reply<Evolution | undefined>>;
  siblings(): Promise<Reply<Siblings | undefined>>;
  aftermath(): Promise<Reply<Aftermath | undefined>>;
  card(): Promise<Reply<string | undefined>>;
  checkLive(id: number, setting: Setting, onEstimate: (check: LiveCheck, progress: Progress) => void): Promise<Reply<LiveCheck>>;
  lighter(id: number, setting: GateChoices, statistics?: NormStatistics): Promise<Reply<LighterNetwork>>;
  lighterOnnx(id: number, setting: GateChoices, text: OnnxText, statistics?: NormStatistics): Promise<Reply<LighterOnnx>>;
  repair(id: number, setting: GateChoices, crops: Crop[], onProgress: (progress: Progress) => void): Promise<Reply<Repaired>>;
  timeLighter(id: number, setting: GateChoices, onProgress: (progress: Progress) => void): Promise<Reply<LighterTimings>>;
  climb(id: number, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<Reply<LadderCheck>>;
  functional(id: number, block: BlockId, crops: Crop[] | undefined, onProgress: (progress: Progress) => void): Promise<Reply<Estimate & { n: number }>>;
  /** Pictures of sets that only a page can draw are asked for there. */
  drawWith(draw: Draw): void;
  openSet(files: readonly SetFile[]): Promise<Reply<SetSummary>>;
  setDone(request: SetRequest): Promise<Reply<number>>;
  runSet(id: number, request: SetRequest, setting: Setting, anew: boolean, onEstimate: (done: number, estimate: SetEstimate) => void): Promise<Reply<void>>;
  setDecisions(request: SetRequest, settings: readonly Setting[]): Promise<Reply<SetDecisions>>;
  runSettings(id: number, request: SetRequest, wanted: SettingsRequest, onPart: (done: number, part: SettingsPart) => void): Promise<Reply<void>>;
  setPictures(request: SetRequest, places: readonly number[]): Promise<Reply<SetPicture[]>>;
  climbSet(id: number, request: SetRequest, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<Reply<LadderCheck>>;
  fingerprint(): Promise<Reply<string>>;
  readSaved(file: Blob, name: string): Promise<Reply<SavedSet>>;
  cancel(id: number): void;
  memory(): Promise<Reply<{ tensors: number; bytes: number }>>;
}
