import type { Architecture, BlockId, Manifest, Work } from '../../contracts';
import { ArchitectureError, stageWith } from '../../network/architecture';
import { cost } from '../../network/cost';
import { buildPlan } from '../../network/plan';

export interface GrowthCase {
  /** r, or C. */
  at: number;
  se: Work;
  own: boolean;
}

const ratios = [2, 4, 8, 16, 32, 64];
const multiples = [0.25, 0.5, 1, 2, 4];

/** The SE module of one block, or all of them together, under other reduction ratios, each network planned anew; ratios that make no network are left out. */
export function growthByR({ architecture, preprocessing: { size } }: Manifest, block?: BlockId): GrowthCase[] {
  const { se } = architecture;
  const all = [...new Set([...ratios, se.r])].sort((a, b) => a - b);
  return cases(all, (r) => ({ ...architecture, se: { ...se, r } }), (r) => r === se.r, block, size);
}

/** The same with the block's stage narrower and wider. */
export function growthByChannels({ architecture, preprocessing: { size } }: Manifest, block: BlockId): GrowthCase[] {
  const stage = stageWith(architecture, block);
  if (stage.kind === 'inception') return [];
  const widened = (out: number): Architecture => ({
    ...architecture,
    stages: architecture.stages.map((other) => (other === stage ? { ...stage, out, width: stage.kind === 'basic' ? out : stage.width } : other)),
  });
  return cases(multiples.map((multiple) => multiple * stage.out), widened, (out) => out === stage.out, block, size);
}

function cases(values: readonly number[], made: (value: number) => Architecture, own: (value: number) => boolean, block: BlockId | undefined, size: [number, number]): GrowthCase[] {
  return values.flatMap((at) => {
    try {
      const whole = cost(buildPlan(made(at), size));
      const { se } = block ? whole.blocks.find(({ id }) => id === block)! : whole;
      return [{ at, se, own: own(at) }];
    } catch (error) {
      if (error instanceof ArchitectureError) return [];
      throw error;
    }
  });
}
