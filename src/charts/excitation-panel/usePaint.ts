import { useLayoutEffect, useRef, type RefObject } from 'react';
import { prepareCanvas, readInks } from '../canvas';
import { reducedMotion } from '../useScheme';
import { between, sameOrder, settled, startOf, type Channels } from './geometry';
import { paintPanel, type Scene } from './paint';

/** Duration of a reordering, ms. */
const moving = 600;

/** Paints the scene on the canvas, and moves the channels once to their new places when their order changes. */
export function usePaint(scene: Scene): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const shown = useRef<{ order: Channels; fractions: Float32Array }>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const inks = readInks(canvas, scene.scheme);
    const draw = (fractions: Float32Array) => {
      shown.current = { order: scene.order, fractions };
      const context = prepareCanvas(canvas, scene.layout.width, scene.layout.height);
      if (context) paintPanel(context, scene, fractions, inks);
    };
    const end = settled(scene.order.length);
    const before = shown.current;
    const start =
      before && !sameOrder(before.order, scene.order) && !reducedMotion() ? startOf(before, scene.order) : undefined;
    if (!start) {
      draw(end);
      return;
    }
    let began: number | undefined;
    let frame = requestAnimationFrame(function step(now) {
      began ??= now;
      const t = Math.min(1, (now - began) / moving);
      draw(t < 1 ? between(start, end, t) : end);
      if (t < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [scene]);
  return ref;
}
