import { expect, test } from 'vitest';
import type { DecodedImage, Manifest } from '../../contracts';
import { shippedFile } from '../../../tools/shipped';
import { createAppStore } from '../../store/store';
import { startIntake } from './intake';

const manifest: Manifest = JSON.parse(shippedFile('model.json').toString());

test('pictures that wait while another network is opened get the labels of its classes, the one being read too', async () => {
  const store = createAppStore();
  const get = store.getState;
  get().enterNetwork(manifest);
  const waiting: ((image: DecodedImage) => void)[] = [];
  const intake = startIntake({ store, engine: { decode: () => new Promise((resolve) => waiting.push(resolve)) }, opened: async () => {}, report: () => {}, onAdded: () => {}, onRefused: () => {} });
  const png = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)]);
  const all = intake.add([3, 4].map((label) => ({ file: png, name: `${label}.png`, origin: 'own' as const, label })));
  await expect.poll(() => waiting.length).toBe(1);
  intake.relabel((label) => (label === 3 ? 7 : undefined));
  const image = { crop: { width: 1, height: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } };
  waiting[0]!(image);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]!(image);
  await all;
  expect(get().images.map(({ label }) => label)).toEqual([7, undefined]);
});
