import type { Cost, Plan, Work } from '../../contracts';

/** What one stage of a network has and takes. `stage` undefined: stem and classifier. */
export interface StageCost {
  stage: number | undefined;
  blocks: number;
  /** Of them with an SE module. */
  se: number;
  total: Pick<Work, 'parameters' | 'macs'>;
  /** Of that the SE modules. */
  ofSe: Pick<Work, 'parameters' | 'macs'>;
}

const sum = (works: readonly Work[]): StageCost['total'] => works.reduce((total, { parameters, macs }) => ({ parameters: total.parameters + parameters, macs: total.macs + macs }), { parameters: 0, macs: 0 });

/** The parts of a network from its cost: each stage, then stem and classifier together. They add up to the whole. */
export function stageCosts(plan: Plan, { total, blocks }: Cost): StageCost[] {
  const costs = new Map(blocks.map((block) => [block.id, block]));
  const stages = [...new Set(plan.blocks.map(({ stage }) => stage))].map((stage): StageCost => {
    const own = plan.blocks.filter((block) => block.stage === stage);
    const backbone = own.map(({ id }) => costs.get(id)!.backbone);
    const se = own.map(({ id }) => costs.get(id)!.se);
    return { stage, blocks: own.length, se: own.filter(({ hidden }) => hidden !== undefined).length, total: sum([...backbone, ...se]), ofSe: sum(se) };
  });
  const inside = stages.reduce((all, { total: { parameters, macs } }) => ({ parameters: all.parameters + parameters, macs: all.macs + macs }), { parameters: 0, macs: 0 });
  const rest = { parameters: total.parameters - inside.parameters, macs: total.macs - inside.macs };
  return [...stages, { stage: undefined, blocks: 0, se: 0, total: rest, ofSe: { parameters: 0, macs: 0 } }];
}

/** A row of both: a stage that one of them lacks has none of its. */
export interface StageRow {
  stage: number | undefined;
  a?: StageCost;
  b?: StageCost;
}

/** Stages by their number, in depth, stem and classifier last. */
export function stageRows(a: readonly StageCost[], b: readonly StageCost[]): StageRow[] {
  const stages = [...new Set([...a, ...b].map(({ stage }) => stage))].sort((x, y) => (x ?? Infinity) - (y ?? Infinity));
  return stages.map((stage) => ({ stage, a: a.find((cost) => cost.stage === stage), b: b.find((cost) => cost.stage === stage) }));
}
