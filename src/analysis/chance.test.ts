import { expect, test } from 'vitest';
import type { BlockProfile } from '../contracts';
import { chanceSpread } from './chance';

test('one number over √n where all classes and channels have one spread', () => {
  const profile: BlockProfile = {
    block: 'SE_2_1',
    channels: 3,
    mean: Float32Array.from({ length: 12 }, (_, i) => i / 12),
    std: new Float32Array(12).fill(0.2),
    scaleSd: new Float32Array(4),
    hist: new Uint32Array(160),
  };
  expect(chanceSpread(profile, new Uint32Array(4).fill(25))).toBeCloseTo(0.04, 6);
  expect(chanceSpread(profile, Uint32Array.of(25, 25, 1, 25))).toBeCloseTo(0.04, 6);
});
