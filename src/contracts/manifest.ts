import type { Architecture } from './architecture';

export interface ClassEntry {
  /** Index of the logit. */
  id: number;
  /** WordNet id such as `n01443537`, where there is one. */
  wordnet?: string;
  /** Comma-separated names; the first is shown. */
  name: string;
}

/** How pixels become the network's input; torchvision's Resize, CenterCrop and Normalize. */
export interface Preprocessing {
  /** [height, width] of the input. */
  size: [number, number];
  /** The shorter side is resized to ⌊size / crop⌋. */
  crop: number;
  interpolation: 'bilinear' | 'bicubic';
  /** Per RGB channel, of values in 0 to 1. */
  mean: [number, number, number];
  std: [number, number, number];
}

export interface FileEntry {
  bytes: number;
  sha256: string;
}

export type ModelFile =
  | 'weights.safetensors'
  | 'profile.safetensors'
  | 'heldout.safetensors'
  | 'golden.safetensors'
  | 'ablation.safetensors'
  | 'evolution.json'
  | 'siblings.json'
  | 'removal.json';

/** `model.json` of a model folder, format 1. */
export interface Manifest {
  format: 1;
  id: string;
  name: string;
  architecture: Architecture;
  preprocessing: Preprocessing;
  classes: ClassEntry[];
  defaults: { classes: number[] };
  parameters: number;
  /** Free text and numbers about data, recipe and accuracy; shown, never computed with. */
  provenance: Record<string, unknown>;
  licence: string;
  files: Partial<Record<ModelFile, FileEntry>>;
  /** The network came without a model.json: the known one that its names and shapes look like, '' where none does. */
  recognised?: string;
}

/** `public/models/index.json`. */
export interface ModelIndex {
  default: string;
  /** `rows`: those of the paper's tables, or of the project's own runs, that it is trained as. */
  models: { id: string; name: string; rows?: string[] }[];
}

