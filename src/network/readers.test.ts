import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Operation } from '../contracts';
import { workOf } from './cost';
import { kernels } from './kernels';
import { onnxNodes } from './onnx/nodes';
import { buildPlan } from './plan';
import { pytorchStatements } from './pytorch/statements';
import { read } from './readers';
import { readVectors } from './vectors.fixture';
import { tensorShapes } from './weights';

const contract = readFileSync(new URL('../contracts/plan.ts', import.meta.url), 'utf8');
const kinds = [...contract.matchAll(/^ {2}op: '(\w+)';/gm)].map(([, kind]) => kind).toSorted();

test.each(Object.entries({ 'the forward pass': kernels, cost: workOf, weights: tensorShapes, 'the ONNX writer': onnxNodes, 'the PyTorch writer': pytorchStatements }))('%s reads every kind of operation', (_, readers) => {
  expect(Object.keys(readers).toSorted()).toEqual(kinds);
});

test('the plans of the vectors hold every kind of operation, so each is compared with PyTorch', () => {
  const found = readVectors().flatMap(({ architecture, size }) => buildPlan(architecture, size).operations.map(({ op }) => op));
  expect([...new Set(found)].toSorted()).toEqual(kinds);
});

test('an operation without a reader names itself and what is known', () => {
  const operation = { op: 'swish', name: 'layer1.0.act' } as unknown as Operation;
  expect(() => read(workOf, operation, [])).toThrow('layer1.0.act is a swish; known: convolution');
});
