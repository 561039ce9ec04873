import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SetEstimate } from '../../contracts';
import type { FoldedWeights } from '../../network/weights';
import { EngineError, toProblem } from '../problem';
import type { Batch, BatchResult } from './batch';
import type { Decoded } from './decoder';
import { Crew, handsFor, isLong, type RunningHand } from './hands';
import { type Pass, runPass, startPass } from './pass';

const IMAGES = 120;
const BATCH = 8;
const CLASSES = 3;
const labels = Uint16Array.from({ length: IMAGES }, (_, i) => i % CLASSES);

/** The 17th and the 40th are the same file; the 60th can't be read. */
const decoded: Decoded[] = Array.from({ length: IMAGES }, (_, i) =>
  i === 60 ? { problem: { code: 'image.broken' }, name: 'x.png' } : { crop: { height: 1, width: 1, pixels: Uint8Array.of(i, 2 * i, 255 - i) }, hash: BigInt(i === 40 ? 18 : i + 1) },
);

/** As a network that counts: logits and gates are of the pixels. */
function pass(batch: Batch): BatchResult[] {
  return Array.from({ length: batch.values.length / 3 }, (_, i) => {
    const [r, g, b] = batch.values.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
    return { logits: Float32Array.of(Math.sin(9 * r), Math.sin(7 * g), Math.sin(5 * b)), excitation: { SE_2_1: Float32Array.of(r, g, b, r * g).map((x) => 1 / (1 + Math.exp(-x))) } };
  });
}

async function run({ crew, turn = async () => {} }: { crew: Crew; turn?: () => Promise<void> }) {
  const estimates: SetEstimate[] = [];
  const whole: Pass = {
    state: startPass(IMAGES),
    labels,
    classes: CLASSES,
    async *blocks(from) {
      for (let at = from; at < IMAGES; at += BATCH) yield decoded.slice(at, at + BATCH);
    },
    setting: {},
    constants: {},
    preprocessing: { size: [1, 1], crop: 1, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
    batch: BATCH,
    purpose: { range: [0, 1], se: ['SE_2_1'], images: 'mine', halved: false },
    onEstimate: (estimate) => void estimates.push(estimate),
    keep: async () => {},
  };
  const problem = await runPass(whole, crew, turn).then(() => undefined, (error: unknown) => toProblem(error).code);
  return { last: estimates.at(-1)!, state: whole.state, problem };
}

/** A crew with hands that are ready at once; `hand` is one's answer. */
function crewOf(count: number, hand: (batch: Batch, at: number) => Promise<BatchResult[]>) {
  const counts = { here: 0, hands: Array.from({ length: count }, () => 0), closed: 0 };
  let started = 0;
  const start = (): RunningHand => {
    const at = started++;
    return {
      open: async () => {},
      run: (batch) => {
        counts.hands[at]! += 1;
        return hand(batch, at);
      },
      close: () => void (counts.closed += 1),
    };
  };
  const crew = new Crew({
    batch: (values) => ({ values, gates: {}, tapped: true }),
    here: async (batch) => {
      counts.here += 1;
      return pass(batch);
    },
    count,
    network: { plan: {} as never, folded: new Map(), constants: {} },
    start,
  });
  return { crew, counts };
}

const later = <T>(value: T, milliseconds: number): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));

afterEach(() => void vi.unstubAllGlobals());

describe('a pass with hands', () => {
  it('comes to what it comes to without, in the same order, whichever hand is faster', async () => {
    const alone = await run(crewOf(0, async () => []));
    const helped = crewOf(3, (batch, at) => later(pass(batch), at === 0 ? 12 : 1));
    helped.crew.hire();
    await later(undefined, 0);
    const together = await run(helped);
    expect(helped.counts.here).toBe(0);
    expect(Math.min(...helped.counts.hands)).toBeGreaterThan(0);
    expect(together.state).toEqual(alone.state);
    expect(together.last.profile).toEqual(alone.last.profile);
    expect(together.last).toMatchObject({ done: IMAGES, n: IMAGES - 2, repeated: 1, unreadable: { count: 1, names: ['x.png'] } });
  });

  it('runs here what a failed hand had, and asks it no more', async () => {
    const alone = await run(crewOf(0, async () => []));
    const helped = crewOf(2, async (batch, at) => {
      if (at === 1) throw new EngineError('engine.died');
      return later(pass(batch), 1);
    });
    helped.crew.hire();
    await later(undefined, 0);
    const together = await run(helped);
    expect(together.state).toEqual(alone.state);
    expect(helped.counts.hands[1]).toBe(1);
    expect(helped.counts.here).toBe(1);
  });

  it('goes on here when every hand has failed', async () => {
    const helped = crewOf(2, async () => {
      throw new EngineError('engine.died');
    });
    helped.crew.hire();
    await later(undefined, 0);
    const { last, problem } = await run(helped);
    expect(problem).toBeUndefined();
    expect(last).toMatchObject({ done: IMAGES, n: IMAGES - 2 });
    expect(helped.counts.closed).toBe(2);
  });

  it('keeps what was taken when it is cancelled, and no more', async () => {
    const helped = crewOf(2, (batch) => later(pass(batch), 1));
    helped.crew.hire();
    await later(undefined, 0);
    let turns = 0;
    const { state, problem } = await run({
      crew: helped.crew,
      turn: async () => {
        if (++turns > 12) throw new EngineError('cancelled');
      },
    });
    expect(problem).toBe('cancelled');
    expect(state.next % BATCH).toBe(0);
    expect(state.next).toBeGreaterThan(32);
    expect(state.next).toBeLessThan(IMAGES);
    expect([...state.hashes.subarray(state.next)].every((hash) => hash === 0n)).toBe(true);
  });
});

describe('how many hands', () => {
  const folded = (megabytes: number) => new Map<string, FoldedWeights>([['a', { shape: [1, 1, 1, 1], weight: new Float32Array(megabytes * 250_000), bias: new Float32Array(), groups: 1 }]]);

  it('one a core but the page’s own, two on two cores, as far as their weights have room', () => {
    vi.stubGlobal('Worker', vi.fn());
    const hands = (cores: number, megabytes = 12) => handsFor({ name: 'wasm' }, folded(megabytes), cores);
    expect([1, 2, 4, 8, 64].map((cores) => hands(cores))).toEqual([0, 2, 3, 7, 8]);
    expect([hands(8, 60), hands(8, 112)]).toEqual([3, 0]);
  });

  it('none on a graphics card, from the disk, or where workers can’t start others', () => {
    vi.stubGlobal('Worker', vi.fn());
    expect(handsFor({ name: 'webgl' }, folded(12), 8)).toBe(0);
    expect(handsFor({ name: 'wasm' }, { get: async () => undefined, names: [] } as never, 8)).toBe(0);
    vi.stubGlobal('Worker', undefined);
    vi.unstubAllGlobals();
    expect('Worker' in globalThis).toBe(false);
    expect(handsFor({ name: 'wasm' }, folded(12), 8)).toBe(0);
  });

  it('only for what is long, and only once that is known', () => {
    expect(isLong(80, 1000, 900)).toBe(false);
    expect(isLong(80, 1000, 1000)).toBe(true);
    expect(isLong(80, 180, 1000)).toBe(false);
    expect(isLong(0, 1000, 1000)).toBe(false);
  });
});
