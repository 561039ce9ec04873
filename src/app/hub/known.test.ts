import { expect, test } from 'vitest';
import { repoOf } from '../../data/hub';
import { hubNetworks, sizesOf } from './known';

// As the hub's pages list `model.safetensors`, MB.
test.each([['seresnet50', 113], ['seresnext26d_32x4d', 67.4], ['seresnext50_32x4d', 111], ['senet154', 461], ['resnetrs50', 143], ['resnet50', 102]] as const)('the file of %s has %d MB', (name, megabytes) => {
  expect(Number((sizesOf(name).fileBytes / 1e6).toPrecision(3))).toBe(megabytes);
});

test('each known repository can be typed, begins with its architecture’s name and is listed once', () => {
  for (const { repo, architecture } of hubNetworks) {
    expect(repoOf(repo)).toBe(repo);
    expect(repo.split('/')[1]!.split('.')[0]).toBe(architecture);
  }
  expect(new Set(hubNetworks.map(({ repo }) => repo)).size).toBe(hubNetworks.length);
});
