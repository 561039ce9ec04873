import type { Activation, Manifest } from '../../contracts';

/** How an activation is written. */
export const activationSigns: Record<Activation, string> = { none: '', relu: 'ReLU', sigmoid: 'σ', tanh: 'tanh' };

/** Ends of the excitation's colours: a sigmoid's and tanh's own, a ReLU's from zero to its greatest value here. */
export const excitationDomain: Record<Manifest['architecture']['se']['excitation'], (values: Float32Array) => readonly [number, number]> = {
  sigmoid: () => [0, 1],
  tanh: () => [-1, 1],
  relu: (values) => [0, values.reduce((most, value) => Math.max(most, value), 1e-6)],
};
