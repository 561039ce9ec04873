import { beforeEach, expect, test } from 'vitest';
import type { Inks } from '../canvas';
import { palette } from '../palette';
import { layoutPanel, settled } from './geometry';
import { paintPanel, type Scene } from './paint';

const inks: Inks = { ink: 'ink', ink2: 'ink-2', band: 'band', accent: 'accent', panel: 'panel', neutral: 'neutral' };

interface Drawn {
  how: 'stroke' | 'fill';
  colour: string;
  alpha: number;
  dash: number[];
  points: [number, number][];
}

/** Records what is stroked and filled, in order. */
function recorder(drawn: Drawn[]): CanvasRenderingContext2D {
  let points: [number, number][] = [];
  let dash: number[] = [];
  const context = {
    globalAlpha: 1,
    strokeStyle: '',
    fillStyle: '',
    beginPath: () => (points = []),
    lineTo: (x: number, y: number) => points.push([x, y]),
    setLineDash: (next: number[]) => (dash = next),
    stroke: () => drawn.push({ how: 'stroke', colour: context.strokeStyle, alpha: context.globalAlpha, dash, points }),
    fill: () => drawn.push({ how: 'fill', colour: context.fillStyle, alpha: context.globalAlpha, dash, points }),
    closePath: () => {},
    save: () => {},
    restore: () => {},
    rect: () => {},
    clip: () => {},
  };
  return context as unknown as CanvasRenderingContext2D;
}

const curve = (count: number, value: number) => new Float32Array(count).fill(value);
const sceneOf = (count: number, changes: Partial<Scene> = {}): Scene => ({
  layout: layoutPanel({ width: 131, height: 150, domain: [0, 1], labelRoom: 0, rest: { height: 70, limit: 0.3 } }),
  order: Array.from({ length: count }, (_, c) => c),
  ribbon: { low: curve(count, 0.2), high: curve(count, 0.8) },
  classes: [{ key: 'a', label: 'a', colour: palette[0]!, mean: curve(count, 0.5), sd: curve(count, 0.7), rest: curve(count, 0) }],
  extremes: true,
  faded: false,
  scheme: 'light',
  ...changes,
});

let drawn: Drawn[] = [];
const paint = (scene: Scene) => paintPanel(recorder(drawn), scene, settled(scene.order.length), inks);
const class0 = palette[0]!.light;

beforeEach(() => {
  drawn = [];
});

test('the ribbon lies under the classes, the image over them, the applied gate dashed on top', () => {
  paint(sceneOf(10, { image: { label: 'i', excitation: curve(10, 0.9), gate: curve(10, 0.6) } }));
  expect(drawn.map(({ how, colour }) => `${how} ${colour}`)).toEqual([
    'fill band',
    `stroke ${class0}`,
    'stroke ink',
    'stroke ink',
    `stroke ${class0}`,
  ]);
  expect(drawn[2]!.dash).toEqual([]);
  expect(drawn[3]!.dash).toEqual([5, 3]);
  expect(drawn[1]!.points).toHaveLength(10);
});

test('faded holds for what was recorded, not for the image', () => {
  paint(sceneOf(10, { faded: true, image: { label: 'i', excitation: curve(10, 0.9) } }));
  for (const { colour, alpha } of drawn) expect(alpha).toBe(colour === 'ink' ? 1 : 0.35);
});

test('a ± sd band stays inside 0 to 1', () => {
  paint(sceneOf(10, { bandOf: 'a' }));
  const band = drawn.find(({ how, colour }) => how === 'fill' && colour === class0)!;
  expect(Math.min(...band.points.map(([, y]) => y))).toBe(8);
  expect(Math.max(...band.points.map(([, y]) => y))).toBe(158);
});

test('1024 channels in 100 px are a band of extremes and a line of means', () => {
  const mean = Float32Array.from({ length: 1024 }, (_, c) => (c % 2 ? 0.9 : 0.1));
  paint(sceneOf(1024, { ribbon: undefined, classes: [{ key: 'a', label: 'a', colour: palette[0]!, mean }] }));
  expect(drawn.map(({ how }) => how)).toEqual(['fill', 'stroke']);
  expect(drawn[1]!.points).toHaveLength(50);
  for (const [, y] of drawn[1]!.points) expect(y).toBeCloseTo(83, -1);
  expect(Math.min(...drawn[0]!.points.map(([, y]) => y))).toBeCloseTo(8 + 0.1 * 150, 4);
});

test("without extremes, curves of more channels than pixels are their columns' means alone", () => {
  paint(sceneOf(1024, { extremes: false }));
  expect(drawn.filter(({ how, colour }) => how === 'fill' && colour === class0)).toEqual([]);
  expect(drawn.filter(({ how, colour }) => how === 'stroke' && colour === class0)).toHaveLength(2);
});
