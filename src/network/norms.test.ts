import { expect, test } from 'vitest';
import type { BlockId } from '../contracts';
import { normsBehind } from './norms';
import { buildPlan } from './plan';
import { readShipped } from './shipped.fixture';
import { readVectors } from './vectors.fixture';

test.each<[BlockId[], string[]]>([
  [['SE_5_3'], []],
  [['SE_5_2'], ['layer4.2.bn1', 'layer4.2.bn2']],
  [['SE_5_3', 'SE_5_1'], [1, 2].flatMap((b) => [1, 2].map((n) => `layer4.${b}.bn${n}`))],
  [['SE_4_6'], ['layer4.0.bn1', 'layer4.0.bn2', 'layer4.0.downsample.1', ...[1, 2].flatMap((b) => [1, 2].map((n) => `layer4.${b}.bn${n}`))]],
])('behind %j', (changed, names) => {
  expect(normsBehind(readShipped().plan, changed).map(({ norm }) => norm)).toEqual(names);
});

test('a gate before the convolutions moves the norms of its own block, but not that of its shortcut', () => {
  const { architecture, size } = readVectors().find(({ name }) => name === 'max-tanh-pre')!;
  const plan = buildPlan(architecture, size);
  const [first] = plan.se;
  const own = normsBehind(plan, [first]).filter(({ block }) => block === first).map(({ norm }) => norm);
  expect(own.length).toBeGreaterThan(1);
  expect(own.some((norm) => norm.includes('downsample'))).toBe(false);
});
