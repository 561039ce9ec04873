import { describe, expect, test } from 'vitest';
import i18next from 'i18next';
import { syntheticProfile } from '../../analysis/syntheticProfile';
import { blockStatistics } from '../../analysis/statistics';
import type { AblationRecord, Architecture, ImageResult, Manifest } from '../../contracts';
import { cost } from '../../network/cost';
import { buildPlan } from '../../network/plan';
import type { ImageEntry } from '../../store/store';
import { pairBlocks } from '../../analysis/pairBlocks';
import { groundsOf } from './accuracy';
import { depthAnswers, columnsOf } from './depth';
import { shownPairs, sideCurves } from './panels';
import { labelsOf, pairOfClasses, type Side, type Two } from './sides';
import { stageCosts, stageRows } from './stages';

interface Made {
  id?: string;
  blocks?: [number, number];
  se?: boolean;
  names?: readonly string[];
  data?: string;
}

const classNames = ['cat', 'dog', 'cow'];

function manifestOf({ id = 'net', blocks = [2, 2], se = true, names = classNames, data = 'stripes' }: Made): Manifest {
  const stages = blocks.map((count, i) => ({ id: i + 2, kind: 'basic' as const, blocks: count, width: 8, out: 8, stride: (i === 0 ? 1 : 2) as 1 | 2, groups: 1, shortcut: 'conv' as const }));
  const ids = stages.flatMap((stage) => Array.from({ length: stage.blocks }, (_, i) => `SE_${stage.id}_${i + 1}` as const));
  const architecture: Architecture = { stem: { kind: '3x3', stride: 1, pool: false, width: 8 }, eps: 1e-5, stages, se: { blocks: se ? ids : [], r: 4, rounding: { divisor: 1, min: 2 }, squeeze: 'average', excitation: 'sigmoid', place: 'standard' }, classes: names.length };
  return { format: 1, id, name: id, architecture, preprocessing: { size: [16, 16], crop: 1, interpolation: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] }, classes: names.map((name, at) => ({ id: at, name })), defaults: { classes: [] }, parameters: 0, provenance: { data }, licence: '', files: {} };
}

function sideOf(key: Side['key'], made: Made, part: Partial<Side> = {}): Side {
  const manifest = manifestOf(made);
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  const profile = plan.se.length > 0 ? syntheticProfile(plan.se.map((block, i) => ({ block, centre: 0.5, rest: 0.05 * (i + 1), scale: 0.1, image: 0.1 })), { classes: made.names?.length ?? 3, channels: 8 }) : undefined;
  return { key, label: manifest.name, manifest, plan, cost: cost(plan), ...(profile && { profile: { profile, statistics: blockStatistics(profile) } }), resultOf: () => undefined, ...part };
}

function twoOf(a: Side, b: Side): Two {
  return { a, b, classes: pairOfClasses(a.manifest, b.manifest), blocks: pairBlocks(a.plan.blocks, b.plan.blocks) };
}

const recordOf = (labels: number[], top1: number[]): AblationRecord => ({
  settings: [{}],
  tailSettings: 1,
  images: labels.length,
  top1: Uint8Array.from(top1),
  rank: Uint8Array.from(top1, (id, i) => Number(id !== labels[i])),
  labels: Uint16Array.from(labels),
  heldout: new Uint32Array(),
  heldoutTop1: new Uint8Array(),
  heldoutRank: new Uint8Array(),
});
const none = { first: undefined, second: undefined };
const chosen = [0, 2].map((id) => ({ id, key: String(id), label: classNames[id]!, colour: { name: 'ink', light: '#000', dark: '#fff', lightText: '#000' } }));

describe('accuracy', () => {
  const [labels, first, second] = [[0, 1, 2, 0], [0, 1, 0, 1], [0, 2, 2, 0]];

  test('the same data and truth at every place: paired on the same images', () => {
    const [ground] = groundsOf(twoOf(sideOf('a', {}, { record: recordOf(labels, first) }), sideOf('b', { id: 'b' }, { record: recordOf(labels, second) })), none, []);
    expect(ground).toMatchObject({ key: 'recorded', a: { n: 4, top1: 2 }, b: { n: 4, top1: 3 }, outcome: { n: 4, lost: 1, gained: 2 } });
  });

  test.each([
    ['data', { data: 'spots' }, labels],
    ['length', {}, labels.slice(1)],
    ['truth', {}, [0, 1, 2, 1]],
  ] as const)('other %s: not paired, and says so', (why, made, others) => {
    const [ground] = groundsOf(twoOf(sideOf('a', {}, { record: recordOf(labels, first) }), sideOf('b', { id: 'b', ...made }, { record: recordOf([...others], second.slice(0, others.length)) })), none, []);
    expect(ground).toMatchObject({ why, a: { n: 4 } });
    expect(ground?.outcome).toBeUndefined();
  });

  test('a network without a record leaves the other’s alone; nobody’s is none', () => {
    const [ground] = groundsOf(twoOf(sideOf('a', {}), sideOf('b', { id: 'b', se: false }, { record: recordOf(labels, second) })), none, []);
    expect(ground).toEqual({ key: 'recorded', b: { n: 4, top1: 3, top5: 4 } });
    expect(groundsOf(twoOf(sideOf('a', {}), sideOf('b', { id: 'b' })), none, [])).toEqual([]);
  });

  test('a labelled set counts where both know the class', () => {
    const two = twoOf(sideOf('a', {}), sideOf('b', { id: 'b', names: ['cow', 'cat'] }));
    const decisions = (truth: number[], top1: number[]) => ({ labels: Uint16Array.from(truth), top1: Uint16Array.from(top1), rank: Uint8Array.from(top1, (id, i) => Number(id !== truth[i])) });
    const [ground] = groundsOf(two, { first: decisions([0, 1, 2], [0, 1, 0]), second: decisions([1, 0], [1, 0]) }, []);
    expect(ground).toMatchObject({ key: 'set', a: { n: 2, top1: 1 }, b: { n: 2, top1: 2 }, outcome: { n: 2, gained: 1, lost: 0 } });
  });

  test('images that the person labelled, once both have answered', () => {
    const answer = (best: number) => ({ logits: Float32Array.from(classNames, (_, id) => Number(id === best)), probabilities: Float32Array.from(classNames, (_, id) => Number(id === best)) }) as ImageResult;
    const images = [{ id: 1, label: 0, origin: 'own' }, { id: 2, label: 2, origin: 'own' }, { id: 3, label: 1, origin: 'own' }, { id: 4, origin: 'own' }] as ImageEntry[];
    const a = sideOf('a', {}, { resultOf: (id) => answer(id === 1 ? 0 : 1) });
    const b = sideOf('b', { id: 'b' }, { resultOf: (id) => (id === 3 ? undefined : answer(id === 2 ? 2 : 1)) });
    expect(groundsOf(twoOf(a, b), none, images)).toMatchObject([{ key: 'own', outcome: { n: 2, lost: 1, gained: 1 } }]);
  });
});

describe('depth and blocks', () => {
  const t = ((key: string) => key) as unknown as typeof i18next.t;

  test('networks of different depth share an axis; each value stands at its own block', () => {
    const two = twoOf(sideOf('a', { blocks: [1, 2] }), sideOf('b', { id: 'b', blocks: [3, 2] }));
    expect(columnsOf(two).map(({ label }) => label)).toEqual(['2·1', '2·2', '2·3', '3·1', '3·2']);
    const [classes, , matters] = depthAnswers(t, two);
    expect(classes!.row.extra!.map(({ at }) => at)).toEqual([[1, 3, 4], [0, 1, 2, 3, 4]]);
    expect(classes!.row.extra!.map(({ dash }) => dash)).toEqual([undefined, '5 3']);
    expect(matters!.row).toMatchObject({ extra: [], empty: 'pair.depth.none.matters' });
  });

  test('a network without SE has its blocks said, not drawn', () => {
    const two = twoOf(sideOf('a', {}), sideOf('b', { id: 'b', se: false }));
    const [classes] = depthAnswers(t, two);
    expect(classes!.row.extra!.map(({ key }) => key)).toEqual(['a']);
    const pairs = shownPairs(two, 'all');
    expect(pairs).toHaveLength(4);
    expect(pairs.map(({ b }) => sideCurves(two.b, two, b, { chosen, image: undefined }))).toEqual(['se', 'se', 'se', 'se']);
    expect(sideCurves(two.a, two, 'SE_2_1', { chosen, image: undefined })).toMatchObject({ classes: [{ label: 'cat' }, { label: 'cow' }] });
    expect(shownPairs(twoOf(sideOf('a', { se: false }), two.b), 'all')).toEqual([]);
  });

  test('a class keeps name and colour where it has another number, and is left out where there is none', () => {
    const two = twoOf(sideOf('a', {}), sideOf('b', { id: 'b', names: ['cow', 'hen'] }));
    const curves = sideCurves(two.b, two, 'SE_3_1', { chosen, image: undefined });
    const { mean } = two.b.profile!.profile.blocks.find(({ block }) => block === 'SE_3_1')!;
    expect(curves).toMatchObject({ classes: [{ key: '2', label: 'cow' }] });
    expect(typeof curves === 'object' && curves.classes[0]!.mean[0]).toBe(mean[0]);
  });

  test('without a profile only the image tells', () => {
    const excitation = Float32Array.of(0.4, 0.1, 0.9, 0.3, 0.2, 0.5, 0.6, 0.7);
    const side = { ...sideOf('b', { id: 'b' }, { resultOf: () => ({ excitation: { SE_2_1: excitation } }) as unknown as ImageResult }), profile: undefined };
    const two = twoOf(sideOf('a', {}), side);
    expect(sideCurves(side, two, 'SE_2_1', { chosen, image: undefined })).toBe('unknown');
    const curves = sideCurves(side, two, 'SE_2_1', { chosen, image: { id: 1, label: 'a.png' } });
    expect(curves).toMatchObject({ classes: [], image: { excitation } });
    expect(typeof curves === 'object' && [...curves.order]).toEqual([1, 4, 3, 0, 5, 6, 7, 2]);
  });
});

test('the parts of a network add up to it, and a stage that one lacks is empty', () => {
  const two = twoOf(sideOf('a', {}), sideOf('b', { id: 'b', se: false }));
  const [a, b] = [stageCosts(two.a.plan, two.a.cost), stageCosts(two.b.plan, two.b.cost)];
  const sum = (pick: (cost: (typeof a)[number]) => number) => a.reduce((total, one) => total + pick(one), 0);
  expect(sum(({ total }) => total.parameters)).toBe(two.a.cost.total.parameters);
  expect(sum(({ total }) => total.macs)).toBe(two.a.cost.total.macs);
  expect(sum(({ ofSe }) => ofSe.parameters)).toBe(two.a.cost.se.parameters);
  expect(b.every(({ ofSe, se }) => ofSe.parameters === 0 && se === 0)).toBe(true);
  // What SE adds is all that tells them apart.
  expect(stageRows(a, b).map((row) => row.a!.total.parameters - row.a!.ofSe.parameters - row.b!.total.parameters)).toEqual([0, 0, 0]);
  expect(stageRows(a, b.slice(1)).map(({ stage, b: other }) => [stage, other?.stage])).toEqual([[2, undefined], [3, 3], [undefined, undefined]]);
});

test('names tell them apart also where both have one', () => {
  expect(labelsOf({ id: 'x', name: 'A' }, { id: 'y', name: 'B' })).toEqual(['A', 'B']);
  expect(labelsOf({ id: 'x', name: 'A' }, { id: 'y', name: 'A' })).toEqual(['A (x)', 'A (y)']);
  expect(labelsOf({ id: 'x', name: 'A' }, { id: 'x', name: 'A' })).toEqual(['A (1)', 'A (2)']);
});
