import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Preprocessing, SetFile } from '../../../src/contracts';
import { createEngine, type EngineClient } from '../../../src/engine/client';
import { writeOnnx } from '../../../src/network/onnx/writeOnnx';
import { fetchModelIndex } from '../../../src/data/modelIndex';
import { openModelFolder } from '../../../src/data/modelFolder';
import { defaultNetwork } from './network';
import type { Pair } from './ratios';

export interface ProfileRace {
  /** Of each pair. */
  images: number;
  pairs: number;
}

export interface ProfileRaceResult {
  pairs: Pair[];
  threads: number;
  /** Share of images that both sides call the same. */
  same: number;
}

const CLASSES = 10;

/**
 * A labelled set of JPEG pictures profiled by the engine as a person has it (list, decoding beside the network, Pillow's resampling, every
 * excitation into the profile), against a plain loop: decode and resize in the browser, one image through onnxruntime-web's wasm, the next.
 */
export async function profileRace(models: string, { images, pairs }: ProfileRace): Promise<ProfileRaceResult> {
  const { default: id } = await fetchModelIndex(models);
  const folder = new URL(`${id}/`, models).href;
  const { manifest } = await openModelFolder(folder);
  const threads = Math.min(8, navigator.hardwareConcurrency);
  const engine = createEngine();
  await engine.open(folder, 'wasm', () => {});
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(writeOnnx({ ...(await defaultNetwork(models)), name: 'bench' }), { executionProviders: ['wasm'] });
  const measured: Pair[] = [];
  let same = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const files = await pictures(images, pair);
    const ours = await profile(engine, files);
    const theirs = await plainLoop(session, files, manifest.preprocessing);
    measured.push({ subject: ours.milliseconds, reference: theirs.milliseconds });
    same += Array.from(ours.top1).filter((top, i) => top === theirs.top1[i]).length / (images * pairs);
  }
  engine.close();
  return { pairs: measured, threads, same };
}

/** JPEGs of 500 × 375 with something to decode in them, no two alike, in folders of classes, in the order in which a set reads them. */
async function pictures(count: number, round: number): Promise<SetFile[]> {
  const canvas = new OffscreenCanvas(500, 375);
  const context = canvas.getContext('2d')!;
  const files: SetFile[] = [];
  for (let i = 0; i < count; i++) {
    for (let y = 0; y < 15; y++) {
      for (let x = 0; x < 20; x++) {
        context.fillStyle = `hsl(${(x * 17 + y * 31 + i * 53 + round * 7) % 360} 60% ${20 + ((x * y + i * 7) % 60)}%)`;
        context.fillRect(25 * x, 25 * y, 25, 25);
      }
    }
    context.fillStyle = '#fff';
    context.fillText(`${round} ${i}`, 20, 20);
    files.push({ path: `set ${round}/${i % CLASSES}/${String(i).padStart(6, '0')}.jpg`, file: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }) });
  }
  return files;
}

async function profile(engine: EngineClient, files: readonly SetFile[]): Promise<{ milliseconds: number; top1: ArrayLike<number> }> {
  const start = performance.now();
  const { hash, labels } = await engine.openSet(files);
  let top1: ArrayLike<number> = [];
  await engine.runSet(1, { files, hash, classes: labels.map(Number), images: 'bench' }, {}, true, ({ decisions }) => decisions && ({ top1 } = decisions));
  return { milliseconds: performance.now() - start, top1 };
}

async function plainLoop(session: InferenceSession, files: readonly SetFile[], preprocessing: Preprocessing): Promise<{ milliseconds: number; top1: number[] }> {
  const [height, width] = preprocessing.size;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  const start = performance.now();
  const top1: number[] = [];
  for (const { file } of files) {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(bitmap.width, bitmap.height) / (Math.min(height, width) / preprocessing.crop);
    context.drawImage(bitmap, (bitmap.width - width * scale) / 2, (bitmap.height - height * scale) / 2, width * scale, height * scale, 0, 0, width, height);
    bitmap.close();
    const input = new Tensor('float32', planar(context.getImageData(0, 0, width, height).data, preprocessing), [1, 3, height, width]);
    const { logits } = await session.run({ input });
    const values = logits!.data as Float32Array;
    top1.push(values.indexOf(Math.max(...values)));
  }
  return { milliseconds: performance.now() - start, top1 };
}

/** RGBA bytes to [3, H, W] normalised. */
function planar(rgba: Uint8ClampedArray, { mean, std }: Preprocessing): Float32Array {
  const area = rgba.length / 4;
  const values = new Float32Array(3 * area);
  for (let c = 0; c < 3; c++) for (let i = 0; i < area; i++) values[c * area + i] = (rgba[4 * i + c]! / 255 - mean[c]!) / std[c]!;
  return values;
}
