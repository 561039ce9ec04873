import type { Setting } from './gate';

/** Images right, and turned right and wrong against other decisions on the same images. */
export interface Turned {
  right: number;
  gained: number;
  lost: number;
}

/** What became of one setting; each on all validation images. */
export interface AftermathRow {
  setting: Setting;
  /** Against the shipped network. */
  asItIs: Turned;
  /** Batch norms behind the change taken anew on so many training images; against the shipped network. */
  repaired?: Turned & { images: number };
  /** Trained on; against the control. */
  finetuned: Turned;
}

/** `removal.json`, format 1: settings of the shipped network as they are, repaired, and trained on (training/finetune.py). */
export interface Aftermath {
  /** Validation images. */
  n: number;
  epochs: number;
  /** Images that the shipped network has right. */
  live: number;
  /** The shipped network trained on for as long with all gates live; against the shipped one. */
  control: Turned;
  rows: AftermathRow[];
}
