/** What a network decided on n images. */
export interface Decisions {
  /** Predicted class, [n]. */
  top1: ArrayLike<number>;
  /** Rank of the truth: how many logits are above its own; 255 is that or more, [n]. */
  rank: ArrayLike<number>;
}

/** Decisions with how near each was to another one. */
export interface LiveDecisions extends Decisions {
  top1: Uint16Array;
  rank: Uint8Array;
  /** First logit minus the second, [n]. */
  topGap: Float32Array;
  /** Distance from the truth's logit to the nearest other one, [n]. */
  truthGap: Float32Array;
}

/**
 * Decisions from `logits` [n, K] flat; `labels` may be longer than n. Of equal logits the first wins.
 * @throws RangeError when the logits are no whole number of rows or a label is no class
 */
export function decide(logits: Float32Array, labels: ArrayLike<number>, classes: number): LiveDecisions {
  const n = logits.length / classes;
  if (!Number.isInteger(n) || n > labels.length) throw new RangeError(`${logits.length} logits for ${labels.length} labels of ${classes} classes`);
  const decisions = {
    top1: new Uint16Array(n),
    rank: new Uint8Array(n),
    topGap: new Float32Array(n),
    truthGap: new Float32Array(n),
  };
  for (let i = 0; i < n; i++) decideOne(logits.subarray(i * classes, (i + 1) * classes), labels[i], i, decisions);
  return decisions;
}

function decideOne(logits: Float32Array, label: number, image: number, into: LiveDecisions): void {
  if (!(label < logits.length)) throw new RangeError(`label ${label} among ${logits.length} classes`);
  const truth = logits[label];
  let best = 0;
  let second = -Infinity;
  let rank = 0;
  let gap = Infinity;
  for (let k = 0; k < logits.length; k++) {
    const logit = logits[k];
    if (k > 0 && logit > logits[best]) {
      second = logits[best];
      best = k;
    } else if (k > 0) second = Math.max(second, logit);
    if (k === label) continue;
    if (logit > truth) rank++;
    gap = Math.min(gap, Math.abs(logit - truth));
  }
  into.top1[image] = best;
  into.rank[image] = Math.min(255, rank);
  into.topGap[image] = logits[best] - second;
  into.truthGap[image] = gap;
}

/** Joins decisions on consecutive batches of images. */
export function joinDecisions(parts: readonly LiveDecisions[]): LiveDecisions {
  const n = parts.reduce((sum, part) => sum + part.top1.length, 0);
  const joined = {
    top1: new Uint16Array(n),
    rank: new Uint8Array(n),
    topGap: new Float32Array(n),
    truthGap: new Float32Array(n),
  };
  let at = 0;
  for (const part of parts) {
    joined.top1.set(part.top1, at);
    joined.rank.set(part.rank, at);
    joined.topGap.set(part.topGap, at);
    joined.truthGap.set(part.truthGap, at);
    at += part.top1.length;
  }
  return joined;
}
