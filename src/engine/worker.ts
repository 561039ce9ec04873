import type { Remote } from 'comlink';
import { expose, releaseProxy, transfer } from 'comlink';
import type { EngineEvent, ExplainedBlock, ImageResult, LadderCheck, LiveCheck, Profile, Progress, SetEstimate, SettingsPart } from '../contracts';
import { Engine } from './engine';
import { holdLifeline } from './lifeline';
import { toProblem } from './problem';
import { relay } from './relay';
import type { Hand, HAND } from './set/hands';
import type { Reply, Wire } from './wire';

const engine = new Engine();

const wire: Wire = {
  here: async () => {},
  open: (folder, choice, onEvent) =>
    replying(async () => {
      const events = relay((event: EngineEvent) => onEvent(transfer(event, event.kind === 'profile' ? profileBuffers(event.profile) : [])));
      try {
        await engine.open(folder, choice, events.send);
      } finally {
        await events.delivered();
      }
    }),
  chooseBackend: (choice) => replying(() => engine.chooseBackend(choice)),
  freezeTo: (constants) => replying(() => engine.freezeTo(constants)),
  decode: async (file, name) => {
    const reply = await replying(() => engine.decode(file, name));
    return 'value' in reply ? transfer(reply, [reply.value.crop.pixels.buffer as ArrayBuffer]) : reply;
  },
  frame: async (id, picture, settings) => {
    const reply = await replying(() => engine.frame(id, picture, settings));
    return 'value' in reply ? transfer(reply, [reply.value.crop.pixels.buffer as ArrayBuffer]) : reply;
  },
  run: (id, crops, setting, onResult) =>
    relaying(onResult, (send: (index: number, result: ImageResult) => void) => engine.run(id, crops, setting, send), (result: ImageResult) => [result.logits.buffer as ArrayBuffer]),
  explain: async (id, crop, setting, block) => {
    const reply = await replying(() => engine.explain(id, crop, setting, block));
    return 'value' in reply ? transfer(reply, explainedBuffers(reply.value)) : reply;
  },
  record: () => replying(() => engine.record()),
  evolution: () => replying(() => engine.evolution()),
  siblings: () => replying(() => engine.siblings()),
  aftermath: () => replying(() => engine.aftermath()),
  card: () => replying(() => engine.card()),
  checkLive: (id, setting, onEstimate) => relaying(onEstimate, (send: (check: LiveCheck, progress: Progress) => void) => engine.checkLive(id, setting, send)),
  lighter: (id, setting, statistics) => replying(() => engine.lighter(id, setting, statistics)),
  lighterOnnx: async (id, setting, text, statistics) => {
    const reply = await replying(() => engine.lighterOnnx(id, setting, text, statistics));
    return 'value' in reply ? transfer(reply, [reply.value.bytes.buffer]) : reply;
  },
  repair: (id, setting, crops, onProgress) => relaying(onProgress, (send: (progress: Progress, last?: never) => void) => engine.repair(id, setting, crops, send)),
  timeLighter: (id, setting, onProgress) => relaying(onProgress, (send: (progress: Progress, last?: never) => void) => engine.timeLighter(id, setting, send)),
  climb: (id, block, classMeans, onEstimate) => relaying(onEstimate, (send: (check: LadderCheck, progress: Progress) => void) => engine.climb(id, block, classMeans, send)),
  functional: (id, block, crops, onProgress) => relaying(onProgress, (send: (progress: Progress, last?: never) => void) => engine.functional(id, block, crops, send)),
  openSet: (files) => replying(() => engine.openSet(files)),
  setDone: (request) => replying(() => engine.setDone(request)),
  runSet: (id, request, setting, anew, onEstimate) =>
    relaying(
      onEstimate,
      (send: (done: number, estimate: SetEstimate) => void) => engine.runSet(id, request, setting, anew, (estimate) => send(estimate.done, estimate)),
      ({ profile }: SetEstimate) => (profile ? profileBuffers(profile.profile) : []),
    ),
  drawWith: (draw) => engine.drawWith(draw),
  setDecisions: (request, settings) => replying(() => engine.setDecisions(request, settings)),
  runSettings: (id, request, wanted, onPart) => relaying(onPart, (send: (done: number, part: SettingsPart) => void) => engine.runSettings(id, request, wanted, (part) => send(part.done, part))),
  setPictures: (request, places) => replying(() => engine.setPictures(request, places)),
  climbSet: (id, request, block, classMeans, onEstimate) => relaying(onEstimate, (send: (check: LadderCheck, progress: Progress) => void) => engine.climbSet(id, request, block, classMeans, send)),
  fingerprint: () => replying(() => engine.fingerprint()),
  readSaved: (file, name) => replying(() => engine.readSaved(file, name)),
  cancel: (id) => engine.cancel(id),
  memory: () => replying(() => engine.memory()),
};

/** The same script is what runs in a hand. */
const hand: Hand = {
  open: async (network) => (await import('./compute')).hand.open(network),
  run: async (batch) => (await import('./compute')).hand.run(batch),
};

expose(self.name === ('hand' satisfies typeof HAND) ? hand : wire);
holdLifeline();

/** A wasm trap leaves its memory in no known state: thrown out of the worker, so that the page starts another. */
async function replying<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) setTimeout(() => { throw error; });
    return { problem: toProblem(error) };
  }
}

/** Does work that calls back, and answers once all calls are through. `buffersOf` says what of a call is transferred. */
function relaying<First, Second, T>(
  callback: (first: First, second: Second) => unknown,
  work: (send: (first: First, second: Second) => void) => Promise<T>,
  buffersOf?: (second: Second) => ArrayBuffer[],
): Promise<Reply<T>> {
  return replying(async () => {
    const calls = relay((first: First, second: Second) => callback(first, buffersOf ? transfer(second, buffersOf(second)) : second));
    try {
      return await work(calls.send);
    } finally {
      await calls.delivered();
      (callback as unknown as Remote<() => void>)[releaseProxy]();
    }
  });
}

function explainedBuffers({ result, values, weights }: ExplainedBlock): ArrayBuffer[] {
  const arrays = [result.logits, ...Object.values(values), ...Object.values(weights).flatMap(({ weight, bias }) => [weight, bias])];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}

function profileBuffers({ blocks }: Profile): ArrayBuffer[] {
  const arrays = blocks.flatMap(({ mean, std, scaleSd, hist }) => [mean, std, scaleSd, hist]);
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
