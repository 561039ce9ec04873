import type { BlockId } from './architecture';
import type { Crop } from './engine';
import type { BlockStatistics, PaperVerdict, Profile } from './profile';
import type { Setting } from './gate';
import type { Outcome } from './record';

/** A file of a labelled set as the person gave it, with the folders it lay in. */
export interface SetFile {
  file: Blob;
  path: string;
  /** Images that were added to a set later count on from 1; those of one part are a set of their own, read behind the parts before. */
  part?: number;
}

/** A labelled set as the page knows it; its images stay in files. */
export interface SetSummary {
  name: string;
  /** SHA-256 of its list. */
  hash: string;
  /** Distinct labels, and how many images each has. */
  labels: string[];
  counts: number[];
  images: number;
  /** Files that are no pictures, or have no label. */
  leftOut: number;
}

/** Which images of which set, and as what. */
export interface SetRequest {
  files: readonly SetFile[];
  hash: string;
  /** Class of each label; undefined: its images are left out. */
  classes: readonly (number | undefined)[];
  /** In the person's language: which images they are. */
  images: string;
}

/** A profile with all that is derived from it. */
export interface ProfileSet {
  profile: Profile;
  statistics: BlockStatistics[];
  verdicts: PaperVerdict[];
}

/** Constants that frozen gates get from one half of a set, by class and the files' hashes; what they do is told of the other half. */
export interface HalfConstants {
  constants: Partial<Record<BlockId, Float32Array>>;
  /** In this half, and in the other. */
  images: number;
  others: number;
  /** Classes of a single image, which lies in one half alone. */
  single: number;
}

/** How far a pass over a set has come. */
export interface SetEstimate {
  /** Of the images that have a class. */
  done: number;
  total: number;
  /** Images read and run, and of them right at first place and within the first five. */
  n: number;
  top1: number;
  top5: number;
  /** Pictures that can't be read, with the first of their names. */
  unreadable: { count: number; names: string[] };
  /** Images that are the same as an earlier one, byte for byte, and count once. */
  repeated: number;
  /** Images a second of this pass, decoding included; undefined at its beginning. */
  rate?: number;
  /** With all gates live: the profile so far, now and then, and at the end; from two classes with two images each on. */
  profile?: ProfileSet;
  /** With all gates live, at the end, for a network that brought no constants of its own. */
  half?: HalfConstants;
  /** With all gates live, at the end: of each image that was read, the truth, the predicted class and the rank of the truth (255 is that or more), [n]. */
  decisions?: { labels: Uint16Array; top1: Uint16Array; rank: Uint8Array };
  /** With changed gates: against all live on the same images. */
  outcome?: Outcome;
}

/** What is known of the images that a pass with all gates live has read, under some settings. */
export interface SetDecisions {
  /** Class of each, [n]. */
  labels: Uint16Array;
  /** Predicted class by setting, [n] each; 65535 where that image wasn't run. */
  top1: Uint16Array[];
  /** Where frozen gates get their constants from this set: places of the images that gave them, and of the others. */
  halves?: readonly [found: Uint32Array, tested: Uint32Array];
}

/** Settings to be run on some of these images. */
export interface SettingsRequest {
  settings: readonly Setting[];
  /** Places among the n. */
  images: Uint32Array;
  /** Another run over the same images follows: they stay decoded as far as 256 MB hold them. */
  more: boolean;
}

/** What was run since the last part. */
export interface SettingsPart {
  /** Places among the n. */
  images: Uint32Array;
  /** By setting, for these images. */
  top1: Uint16Array[];
  /** Images that are done, a chunk under way in part, of those that were asked for. */
  done: number;
  total: number;
}

/** An image of a set, to be looked at. */
export interface SetPicture {
  /** Among those that `SetDecisions` are of. */
  place: number;
  /** With the folders it lies in. */
  name: string;
  crop: Crop;
  /** As it lies in the set. */
  file: Blob;
}

/** A result that was saved, of this network. */
export interface SavedSet {
  name: string;
  hash: string;
  estimate: SetEstimate;
}
