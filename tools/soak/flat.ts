/** What is alive after so many minutes and rounds. */
export interface Sample {
  minute: number;
  rounds: number;
  /** JavaScript and wasm of the page and its workers, and the page's JavaScript alone; MB after a collection. */
  heap: number;
  page: number;
  tensors: number;
  /** Event listeners and DOM nodes. */
  listeners: number;
  nodes: number;
}

type Measured = Exclude<keyof Sample, 'minute' | 'rounds'>;

/** How much more may be alive in the second half than in the first: noise of a collection, and what is kept once per language or block. */
const allowed: Record<Measured, { share: number; least: number }> = {
  heap: { share: 0.05, least: 6 },
  page: { share: 0.05, least: 3 },
  tensors: { share: 0, least: 0 },
  listeners: { share: 0.05, least: 60 },
  nodes: { share: 0.05, least: 600 },
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;

/** Compares the medians of both halves; the first sample, while things are loaded, is left out. Fewer than five samples say nothing. */
export function flatness(samples: readonly Sample[]): { flat: boolean; words: string } {
  const counted = samples.slice(1);
  if (counted.length < 4) return { flat: true, words: `${samples.length} samples: too few to say whether anything grows.` };
  const half = Math.floor(counted.length / 2);
  const lines = (Object.keys(allowed) as Measured[]).map((key) => {
    const [early, late] = [median(counted.slice(0, half).map((sample) => sample[key])), median(counted.slice(-half).map((sample) => sample[key]))];
    const { share, least } = allowed[key];
    const grows = late - early > Math.max(least, share * early);
    return { grows, text: `${key}: ${early.toFixed(1)} → ${late.toFixed(1)}${grows ? ' GROWS' : ''}` };
  });
  const flat = !lines.some(({ grows }) => grows);
  return { flat, words: `${flat ? 'Flat' : 'Not flat'} (medians of both halves): ${lines.map(({ text }) => text).join('; ')}` };
}
