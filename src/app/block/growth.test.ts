import { expect, test } from 'vitest';
import type { Manifest } from '../../contracts';
import { shipped } from '../../data/shippedModel.testing';
import { cost } from '../../network/cost';
import { buildPlan } from '../../network/plan';
import { growthByChannels, growthByR } from './growth';
import { stepsOf } from './steps';

const manifest: Manifest = JSON.parse(new TextDecoder().decode(shipped('model.json')));

test('the own case is the network’s own cost, and the others are C · C/r twice with biases', () => {
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  for (const { id, channels } of plan.blocks) {
    const own = cost(plan).blocks.find((entry) => entry.id === id)!.se;
    const [byR, byC] = [growthByR(manifest, id), growthByChannels(manifest, id)];
    for (const list of [byR, byC]) expect(list.filter((entry) => entry.own).map(({ se }) => se)).toEqual([own]);
    for (const { at, se } of byR) {
      const hidden = channels / at;
      if (Number.isInteger(hidden) && hidden % 8 === 0 && hidden >= 16) expect([se.macs, se.parameters]).toEqual([2 * channels * hidden, 2 * channels * hidden + hidden + channels]);
    }
    expect(byC.map(({ at }) => at)).toContain(channels);
    expect(byC.every(({ se }, i) => i === 0 || se.parameters > byC[i - 1]!.se.parameters)).toBe(true);
  }
});

test('all modules together are the network’s own, and half of r makes about twice as many weights: less where a floor on the hidden units holds', () => {
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  const cases = growthByR(manifest);
  expect(cases.find((entry) => entry.own)?.se).toEqual(cost(plan).se);
  const [eight, four] = [8, 4].map((r) => cases.find(({ at }) => at === r)!.se.macs);
  expect(four! / eight!).toBeGreaterThan(1.9);
  expect(four! / eight!).toBeLessThanOrEqual(2);
});

test('steps are the plan’s, and an applied gate is one only where it is not live', () => {
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  expect(stepsOf(plan, 'SE_5_2', false).map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    'input maps', 'squeeze channels', 'hidden units', 'excitation channels', 'scale maps',
  ]);
  expect(stepsOf(plan, 'SE_5_2', true).map(({ key }) => key)).toContain('gate');
});
