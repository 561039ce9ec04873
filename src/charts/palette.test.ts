import { expect, test } from 'vitest';
import { lineColour, palette, textColour } from './palette';

const panel = { light: '#ffffff', dark: '#1a1d24' };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(palette.map((colour) => [colour.name, colour] as const))('%s is seen and read on both panels', (_, colour) => {
  for (const scheme of ['light', 'dark'] as const) {
    expect(contrast(lineColour(colour, scheme), panel[scheme])).toBeGreaterThanOrEqual(3);
    expect(contrast(textColour(colour, scheme), panel[scheme])).toBeGreaterThanOrEqual(4.5);
  }
});

test('no colour stands twice', () => {
  for (const key of ['light', 'dark', 'lightText'] as const) {
    expect(new Set(palette.map((colour) => colour[key])).size).toBe(palette.length);
  }
});
