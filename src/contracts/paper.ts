import type { Architecture, BlockId } from './architecture';
import type { Schedule } from './schedule';

/** One row of a table of the paper, as printed. Errors in per cent, parameters in millions. */
export interface PaperRow {
  /** Unique over all tables. */
  id: string;
  /** The paper's own label. */
  name: string;
  top1: number;
  top5: number;
  /** Billions of multiply-adds (table 3 prints millions). */
  gflops?: number;
  parameters?: number;
  /** Reduction. */
  r?: number;
  /** The row that this one puts SE into. */
  base?: string;
  /** The row of the project's own runs that repeats it. */
  row?: string;
}

export interface PaperTable {
  number: number;
  rows: PaperRow[];
}

/** `tables.json`, format 1: tables of the paper with their source. */
export interface PaperTables {
  source: { paper: string; version: string };
  tables: PaperTable[];
}

/** One network trained for the comparisons. */
export interface PaperRun {
  row: string;
  seed: number;
  /** Share of the n test images. */
  top1: number;
  n: number;
  parameters: number;
  macs: number;
  minutes: number;
  /** It has less than half of its row's median top-1 (training/experiments.py): its training failed. */
  collapsed: boolean;
  /** Hidden width of each block with SE. */
  hidden: Partial<Record<BlockId, number>>;
  /** Class spread by block. */
  spread: Partial<Record<BlockId, number>>;
}

/** Networks that differ only in their seed. */
export interface TrainedRow {
  id: string;
  name: string;
  /** Rows of one network differ in their SE slot only. */
  network: string;
  architecture?: Architecture;
}

/** `runs.json`, format 1: the paper's comparisons, trained here; every row has runs. */
export interface PaperRuns {
  /** The data's name, and how many images each part has. */
  data: { name: string; train: number; dev: number; test: number };
  schedule: Schedule;
  rows: TrainedRow[];
  runs: PaperRun[];
  /** By claim: standard error of the difference of top-1 (share) that comes from which images were tested. */
  images: Record<string, number>;
  /** The same without the runs that collapsed; only where one did. */
  imagesTrained?: Record<string, number>;
  /** Collapsed runs were taken out; not in the file. */
  leftOut?: boolean;
}

export interface PaperClaim {
  id: string;
  /** Where the paper says it: a table, or else a section. */
  table?: number;
  section?: string;
  row: string;
  against: string;
  claim: 'better' | 'worse' | 'same';
}

/** `claims.json`, format 1: what the paper claims as comparisons of rows; `margin` in points of top-1. */
export interface PaperClaims {
  margin: number;
  claims: PaperClaim[];
}
