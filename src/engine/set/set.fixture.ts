import type { Crop, SetFile, SetRequest } from '../../contracts';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import { startCpuOnly } from '../devices.fixture';
import { Engine } from '../engine';
import { BASE, type Files, serve } from '../folder.fixture';
import { madeUpFiles } from '../madeUp.fixture';
import { EngineError } from '../problem';
import { SetDecoder } from './decoder';
import type { RunningDecoder } from './decoders';
import { SetPasses } from './passes';

export const IMAGES = 90;
export const BROKEN = 50;
export const folders = ['class 0', 'class 1', 'class 2', 'nothing'];

/** Its pictures are numbers: the seeds of crops. */
export const files: SetFile[] = Array.from({ length: IMAGES }, (_, i) => ({ path: `mine/${folders[i % 4]}/${i}.png`, file: new Blob([String(i)]) }));
export const cropOf = (seed: number): Crop => ({ height: 8, width: 8, pixels: Uint8Array.from({ length: 192 }, (_, i) => (i * 37 * (seed + 1) + seed) % 256) });

export interface Decoding {
  decoded: number[];
  /** Why a picture can't be read now; asked for each. */
  fault: (seed: number) => string | undefined;
  start: () => RunningDecoder;
}

/** Without a worker; `deadly` ends its decoder whenever it comes. */
export function decoding(deadly?: number, crop: (seed: number) => Crop = cropOf): Decoding {
  const decoded: number[] = [];
  const made: Decoding = { decoded, fault: () => undefined, start: () => start() };
  const start = (): RunningDecoder => {
    let dead = false;
    const decoder = new SetDecoder(async (file, name) => {
      const seed = Number(await (file as Blob).text());
      if (seed === deadly) dead = true;
      const code = made.fault(seed);
      if (code) throw new EngineError(code, { name });
      if (seed === BROKEN) throw new EngineError('image.broken', { name });
      decoded.push(seed);
      return { crop: crop(seed), source: { width: 8, height: 8 } };
    });
    return {
      open: (given) => decoder.open(given),
      decode: async (indices, preprocessing) => {
        const reply = await decoder.decode(indices, preprocessing);
        if (dead) throw new EngineError('engine.died');
        return reply;
      },
      files: (indices) => decoder.files(indices),
      close: () => {},
    };
  };
  return made;
}

export function storage(): KeptPasses & { map: Map<string, unknown> } {
  const map = new Map<string, unknown>();
  return { map, get: async (key) => structuredClone(map.get(key)), put: async (key, state) => void map.set(key, structuredClone(state)), drop: async (keys) => keys.forEach((key) => map.delete(key)), keys: async () => [...map.keys()] };
}

export async function opened(kept: KeptPasses, { start }: Decoding = decoding(), model: Files = madeUpFiles()) {
  serve(model);
  const engine = new Engine(startCpuOnly, new SetPasses(start, async () => kept));
  await engine.open(BASE, 'auto', () => {});
  const summary = await engine.openSet(files);
  const request: SetRequest = { files, hash: summary.hash, classes: summary.labels.map((label) => (label === 'nothing' ? undefined : folders.indexOf(label))), images: 'mine' };
  return { engine, summary, request };
}
