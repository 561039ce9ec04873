import type { AblationRecord, BackendChoice, Crop, DecodedImage, EngineEvent, Evolution, ImageResult, LiveCheck, Problem, Progress, Setting, Siblings } from '../contracts';

/** What crosses to the page instead of a thrown error, which would lose its Problem on the way. */
export type Reply<T> = { value: T } | { problem: Problem };

/** `EngineApi` as the worker offers it. */
export interface Wire {
  open(base: string, choice: BackendChoice, onEvent: (event: EngineEvent) => void): Promise<Reply<void>>;
  chooseBackend(choice: BackendChoice): Promise<Reply<void>>;
  decode(file: Blob, name: string): Promise<Reply<DecodedImage>>;
  run(id: number, crops: Crop[], setting: Setting, onResult: (index: number, result: ImageResult) => void): Promise<Reply<void>>;
  record(): Promise<Reply<AblationRecord | undefined>>;
  evolution(): Promise<Reply<Evolution | undefined>>;
  siblings(): Promise<Reply<Siblings | undefined>>;
  card(): Promise<Reply<string | undefined>>;
  checkLive(id: number, setting: Setting, onEstimate: (check: LiveCheck, progress: Progress) => void): Promise<Reply<LiveCheck>>;
  cancel(id: number): void;
  memory(): Promise<Reply<{ tensors: number; bytes: number }>>;
}
