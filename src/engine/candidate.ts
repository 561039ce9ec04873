import type { Backends } from './backends';
import { reasonOf } from './backends';
import type { Device } from './device';
import { activate } from './device';
import type { StartDevice } from './devices';
import { isCancelled } from './problem';
import type { Turn } from './queue';
import { timeSmallConvolution } from './smallConvolution';
import { timeImage } from './timing';
import { cores, otherThreads } from './wasmDevice';
import { beginCompile, finishCompile } from './webglCompile';
import { findRenderer, SOFTWARE_RENDERER } from './webglDevice';

/** A shorter pass isn't worth the second that a trial takes. */
const NOTICED_MS = 40;
/** Another number of threads must be this much faster to be worth the change. */
const CLEARLY = 0.9;

/**
 * Tries one thread in the place of several, or two in the place of one. Threads wait for each other after every operation:
 * where other programs use the cores too, that can take ten times longer than the work itself.
 */
export async function tryOtherThreads(backends: Backends, start: StartDevice, turn: Turn): Promise<void> {
  const { name, threads } = backends.current.device;
  const others = otherThreads(cores(), threads);
  if (name !== 'wasm' || !globalThis.crossOriginIsolated || others === undefined) return;
  const was = await timeImage(backends.current, turn);
  if (was < NOTICED_MS) return;
  await backends.restart(() => start('wasm', others));
  const is = await timeImage(backends.current);
  if (is > CLEARLY * was) await backends.restart(() => start('wasm', threads));
  backends.report();
}

/** A renderer this many times slower on one small convolution isn't worth compiling for. */
const HOPELESS = 4;

/**
 * Tries hardware webgl beside the backend that answers now, and lets it take over when it equals PyTorch and one timed pass is faster.
 * Whatever comes of it is listed with its reason. Gives way while the shaders compile.
 */
export async function tryWebgl(backends: Backends, start: StartDevice, turn: Turn): Promise<void> {
  const renderer = findRenderer();
  if (renderer === undefined || SOFTWARE_RENDERER.test(renderer)) {
    backends.passOver('webgl', renderer === undefined ? 'missing' : 'software');
    backends.report();
    return;
  }
  let device: Device | undefined;
  try {
    const before = await timeSmallConvolution(backends.current.device);
    device = await start('webgl');
    const faster = (await timeSmallConvolution(device)) < HOPELESS * before && (await compiledAndFaster(backends, device, start, turn));
    if (!faster) backends.passOver('webgl', 'slower');
  } catch (error) {
    if (isCancelled(error)) throw error;
    backends.passOver('webgl', reasonOf(error));
  } finally {
    if (backends.current.device !== device) {
      device?.stop();
      await activate(backends.current.device);
    }
    backends.report();
  }
}

/** Moves to the compiled device, and back when it turns out slower. */
async function compiledAndFaster(backends: Backends, device: Device, start: StartDevice, turn: Turn): Promise<boolean> {
  const { device: before } = backends.current;
  await compile(backends, device, turn);
  await activate(before);
  const was = await timeImage(backends.current);
  await backends.move(device);
  const is = await timeImage(backends.current);
  if (is < was) return true;
  await backends.restart(() => start(before.name, before.threads));
  return false;
}

async function compile(backends: Backends, device: Device, turn: Turn): Promise<void> {
  const { compiled } = await beginCompile(backends.current, device);
  const state = { done: false };
  const finish = (): void => {
    state.done = true;
  };
  const watched = compiled.then(finish, finish);
  await activate(backends.current.device);
  while (!state.done) {
    await Promise.race([watched, new Promise((resolve) => setTimeout(resolve, 20))]);
    await turn();
  }
  await compiled;
  await finishCompile(device);
}
