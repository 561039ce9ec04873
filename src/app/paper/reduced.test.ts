import { expect, test } from 'vitest';
import { residualNetwork, EXACT } from '../../network/timm';
import { reducedCost } from './reduced';

const network = { architecture: residualNetwork({ se: { ...EXACT } }), preprocessing: { size: [224, 224] as [number, number], crop: 0.875, interpolation: 'bicubic' as const, mean: [0, 0, 0] as [number, number, number], std: [1, 1, 1] as [number, number, number] } };

// timm 1.0: seresnet50 has 28,088,024 parameters, its SE modules 2,514,944 weights and 16,048 biases; (2 / r) Σ N C² weights and C + C/r biases otherwise.
test('SE-ResNet-50 at other reductions', () => {
  expect(reducedCost(network, 16)).toMatchObject({ total: { parameters: 28_088_024 }, se: { parameters: 2_514_944 + 16_048 } });
  expect(reducedCost(network, 8).se.parameters).toBe(2 * 2_514_944 + 15_104 + 2 * 944);
  expect(reducedCost(network, 2).total.parameters).toBe(25_557_032 + 8 * 2_514_944 + 15_104 + 8 * 944);
});
