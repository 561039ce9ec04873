import { recordedIndex, recordedOutcome } from '../../analysis/outcome';
import type { BlockId, GateChoices, ImageResult, Manifest, Problem, Profile } from '../../contracts';
import { fetchModelIndex } from '../../data/modelIndex';
import { createEngine } from '../../engine/client';
import { EngineError, toProblem } from '../../engine/problem';
import { buildPlan } from '../../network/plan';
import { problemSentence } from '../report';
import type { LoadOptions, Network, ScriptImage, SeScope } from './api';

/** A failure with the page's own sentence. */
export class ScriptError extends Error {
  override readonly name = 'SeScopeError';

  constructor(readonly code: string, message: string, cause: unknown) {
    super(message, { cause });
  }
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem: Problem = toProblem(error);
    throw new ScriptError(problem.code, problemSentence(problem), error);
  }
}

/** The folder's address, or its files. A relative address is meant from the page. */
async function folderOf(folder: Parameters<SeScope['load']>[0]): Promise<string | File[]> {
  if (folder === undefined) {
    const models = new URL('models/', document.baseURI).href;
    return new URL(`${(await fetchModelIndex(models)).default}/`, models).href;
  }
  if (typeof folder !== 'string') return Array.from(folder);
  if (!URL.canParse(folder, document.baseURI)) throw new EngineError('data.address', { address: folder });
  const { href } = new URL(folder, document.baseURI);
  return href.endsWith('/') ? href : `${href}/`;
}

let lastRun = 0;

/** Loads a network of the script's own, in a worker of its own. Rejects with a ScriptError. */
export function load(folder: Parameters<SeScope['load']>[0], { backend = 'auto', onProgress }: LoadOptions = {}): Promise<Network> {
  return told(async () => {
    const engine = createEngine();
    let manifest: Manifest | undefined;
    let profile: Profile | undefined;
    try {
      await engine.open(await folderOf(folder), backend, (event) => {
        if (event.kind === 'manifest') manifest = event.manifest;
        if (event.kind === 'profile') profile = event.profile;
        if (event.kind === 'download') onProgress?.(event.file, event.bytes, event.total);
      });
    } catch (error) {
      engine.close();
      throw error;
    }
    return networkOf(engine, manifest!, profile);
  });
}

function networkOf(engine: ReturnType<typeof createEngine>, manifest: Manifest, profile: Profile | undefined): Network {
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  const crop = async (image: ScriptImage) => {
    const file = image instanceof ImageData ? await createImageBitmap(image, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' }) : image;
    return (await engine.decode(file, file instanceof File ? file.name : 'image')).crop;
  };
  return {
    manifest,
    profile,
    blocks: plan.blocks.flatMap(({ id, channels, hidden }) => (hidden === undefined ? [] : [{ id, channels, hidden }])),
    run: (image, gates: GateChoices = {}) =>
      told(async () => {
        let found: ImageResult | undefined;
        await engine.run(++lastRun, [await crop(image)], gates, (_, result) => (found = result));
        return found!;
      }),
    explain: (image, block: BlockId, gates: GateChoices = {}) => told(async () => engine.explain(++lastRun, await crop(image), gates, block)),
    settings: () => told(async () => (await engine.record())?.settings ?? []),
    recorded: (setting) =>
      told(async () => {
        const record = await engine.record();
        const index = record && recordedIndex(record, setting);
        const outcome = record && recordedOutcome(record, setting);
        if (!record || !outcome || index === undefined) return undefined;
        const own = [index * record.images, (index + 1) * record.images] as const;
        return { outcome, top1: Uint16Array.from(record.top1.subarray(...own)), rank: record.rank.slice(...own), labels: record.labels };
      }),
    live: (setting, onEstimate = () => {}) =>
      told(async () => {
        const { outcome, decisions } = await engine.checkLive(++lastRun, setting, onEstimate);
        const { top1, rank, labels } = decisions!;
        return { outcome, top1: Uint16Array.from(top1), rank: Uint8Array.from(rank), labels };
      }),
    close: () => engine.close(),
  };
}
