export interface Answer {
  text: string;
  /** Why it is right, or how one comes to it and where that goes wrong. */
  why: string;
  right: boolean;
}

export interface Candidate extends Omit<Answer, 'right'> {
  /** Where it stands among the others. */
  at: number;
}

/**
 * The answers of one question in order, the right one and those of `wrong` that read otherwise: two that look alike couldn't be told apart.
 * Undefined where nothing is left to choose from.
 */
export function answersOf(right: Candidate, wrong: readonly Candidate[]): Answer[] | undefined {
  const kept = [{ ...right, right: true }];
  for (const candidate of wrong) {
    if (Number.isFinite(candidate.at) && kept.every(({ text }) => text !== candidate.text)) kept.push({ ...candidate, right: false });
  }
  if (kept.length < 2) return undefined;
  return kept.sort((a, b) => a.at - b.at).map(({ text, why, right }) => ({ text, why, right }));
}
