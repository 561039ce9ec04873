import type { Estimate, PaperClaim, PaperClaims, PaperRuns, Verdict } from '../contracts';
import { dunnettQuantile } from './dunnett';
import { meanOf } from './moments';
import { pooled } from './seeds';
import { studentQuantile } from './studentQuantile';

/** The row that the paper's comparisons are made with. */
const STANDARD = 'standard';

export interface JudgedClaim {
  claim: PaperClaim;
  /** The row's top-1 minus the other's, in points. */
  points: Estimate;
  confidence: 0.9 | 0.95;
  method: 'dunnett' | 'student';
  verdict: Verdict;
}

/** The runs whose training came to something, and rows that have some. */
export function withoutCollapsed(runs: PaperRuns): PaperRuns {
  const trained = runs.runs.filter(({ collapsed }) => !collapsed);
  const left = new Set(trained.map(({ row }) => row));
  return { ...runs, runs: trained, rows: runs.rows.filter(({ id }) => left.has(id)), images: runs.imagesTrained ?? runs.images, leftOut: true };
}

const top1Of = ({ runs }: PaperRuns, row: string): number[] => runs.filter((run) => run.row === row).map(({ top1 }) => 100 * top1);

function judge(claim: PaperClaim['claim'], { low, high }: Estimate, margin: number): Verdict {
  if (claim === 'same') {
    if (low >= -margin && high <= margin) return 'agrees';
    return low > margin || high < -margin ? 'disagrees' : 'unclear';
  }
  const [above, below] = claim === 'better' ? (['agrees', 'disagrees'] as const) : (['disagrees', 'agrees'] as const);
  if (low > 0) return above;
  return high < 0 ? below : 'unclear';
}

/** Rows that a difference claim sets against the standard one: they share Dunnett's 95 %. */
function family({ claims }: PaperClaims, trained: ReadonlySet<string>): string[] {
  const others = claims.flatMap(({ row, against, claim }) => (claim !== 'same' && (row === STANDARD || against === STANDARD) ? [row === STANDARD ? against : row] : []));
  return [...new Set(others)].filter((row) => trained.has(row));
}

/**
 * Each claim both of whose rows were trained. A difference claim goes by Dunnett's 95 % interval against the standard row (Student's where it
 * isn't one of the two), an equality claim by Student's 90 % interval within the margin. The deviation is pooled over all rows of the
 * network; where the runs say how much of a difference is the tested images' chance, that is in the interval too.
 */
export function judgeClaims(runs: PaperRuns, claims: PaperClaims): JudgedClaim[] {
  const trained = new Map(runs.rows.map((row) => [row.id, row]));
  const compared = family(claims, new Set(trained.keys()));
  const control = top1Of(runs, STANDARD).length;
  const dunnett = new Map<number, number>();
  const dunnettAt = (df: number) => {
    if (!dunnett.has(df)) dunnett.set(df, dunnettQuantile(compared.map((id) => top1Of(runs, id).length), control, df));
    return dunnett.get(df)!;
  };
  return claims.claims.flatMap((claim): JudgedClaim[] => {
    const row = trained.get(claim.row);
    if (!row || !trained.has(claim.against)) return [];
    const [a, b] = [top1Of(runs, claim.row), top1Of(runs, claim.against)];
    const spread = pooled(runs.rows.filter(({ network }) => network === row.network).map(({ id }) => top1Of(runs, id)));
    const method = claim.claim !== 'same' && (claim.row === STANDARD || claim.against === STANDARD) ? 'dunnett' : 'student';
    const confidence = claim.claim === 'same' ? 0.9 : 0.95;
    const value = meanOf(a) - meanOf(b);
    const quantile = (df: number) => (method === 'dunnett' ? dunnettAt(df) : studentQuantile((1 + confidence) / 2, df));
    const half = spread ? quantile(spread.df) * Math.hypot(spread.s * Math.sqrt(1 / a.length + 1 / b.length), 100 * (runs.images[claim.id] ?? 0)) : NaN;
    const points = { value, low: value - half, high: value + half };
    return [{ claim, points, confidence, method, verdict: judge(claim.claim, points, claims.margin) }];
  });
}
