import { expect, it } from 'vitest';
import { shippedFile } from '../../tools/shipped';
import type { Manifest } from '../contracts';
import { sharesBehind } from './behind';
import { buildPlan } from './plan';

it('falls with depth, from nearly the whole pass to the last block’s gate and the classes', () => {
  const { architecture, preprocessing } = JSON.parse(shippedFile('model.json').toString()) as Manifest;
  const plan = buildPlan(architecture, preprocessing.size);
  const shares = plan.se.map((block) => sharesBehind(plan).get(block)!);
  expect(shares).toHaveLength(16);
  for (const [i, share] of shares.entries()) expect(share).toBeLessThan(i === 0 ? 1 : shares[i - 1]!);
  expect(shares[0]).toBeGreaterThan(0.8);
  expect(shares[15]).toBeLessThan(0.01);
  const passes = 1 + 2 * shares.reduce((sum, share) => sum + share, 0);
  expect(32 / passes).toBeGreaterThan(1.9);
  expect(32 / passes).toBeLessThan(2.3);
});
