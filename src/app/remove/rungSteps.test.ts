import { expect, test } from 'vitest';
import { rungSteps } from './rungSteps';

test('each rung against live, and each step against the one before; controls have no step', () => {
  const labels = Uint16Array.of(0, 1, 2, 3);
  const steps = rungSteps({
    labels,
    top1: {
      live: Uint16Array.of(0, 1, 2, 9),
      class: Uint16Array.of(0, 1, 9, 9),
      all: Uint16Array.of(0, 9, 2, 3),
      mean: Uint16Array.of(9, 9, 9, 3),
      ones: Uint16Array.of(9, 9, 9, 9),
      other: Uint16Array.of(9, 9, 9, 9),
      shuffled: labels,
    },
  });
  expect(steps.map(({ rung, flips, step }) => [rung, flips.lost, flips.gained, step && [step.lost, step.gained]])).toEqual([
    ['live', 0, 0, undefined],
    ['class', 1, 0, [1, 0]],
    ['all', 1, 1, [1, 2]],
    ['mean', 3, 1, [2, 0]],
    ['ones', 3, 0, [1, 0]],
    ['other', 3, 0, undefined],
    ['shuffled', 0, 1, undefined],
  ]);
});
