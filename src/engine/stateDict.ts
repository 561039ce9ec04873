import type { Manifest, Preprocessing } from '../contracts';
import { namesInConfig, parseClassNames, unnamedClasses } from '../data/classNames';
import { DataError } from '../data/error';
import { parseJson } from '../data/fetch';
import type { Member } from '../data/members';
import type { ModelFolder } from '../data/modelFolder';
import { openTensorFile, type Readable } from '../data/tensorFile';
import { weightsFrom } from '../data/weightsFile';
import { cost } from '../network/cost';
import { buildPlan } from '../network/plan';
import { alike, RecognitionError, recognise, type Recognised } from '../network/recognise';
import { knownArchitecture } from '../network/timm';
import { checkWeights } from '../network/weights';
import { EngineError } from './problem';

const GOLDEN = 'golden.safetensors';

/**
 * A state dict alone, read for its architecture; `config.json`, class names and a golden output beside it are used where they are.
 * Where several known networks have these names and shapes, `config.json` tells which it is. The weights stay where they are, on the disk.
 * @throws DataError of `openTensorFile`, `parseClassNames`; `network.none`, `network.several`; EngineError `network.unknown`; WeightsError
 */
export async function openStateDict(members: readonly Member[]): Promise<ModelFolder> {
  const weights = weightsIn(members);
  const file = await openTensorFile(await readable(weights));
  const config = await configIn(members);
  const { architecture, known, nameOf } = recognised(file.places, config.architecture);
  const preprocessing = preprocessingOf(config.pretrained_cfg);
  const plan = buildPlan(architecture, preprocessing.size);
  const state = weightsFrom(file, nameOf);
  checkWeights(plan, state.shapes);
  const golden = members.find(({ name }) => name === GOLDEN);
  const named = members.find(({ name }) => /\.(txt|json)$/i.test(name) && name !== 'config.json');
  const id = weights.name.replace(/\.safetensors$/i, '');
  const manifest: Manifest = {
    format: 1, id, name: known && !id.startsWith(known) ? known : id, architecture, preprocessing,
    classes: named ? parseClassNames(await named.read(), named.name, architecture.classes) : (namesInConfig(config, architecture.classes) ?? unnamedClasses(architecture.classes)),
    defaults: { classes: [] },
    parameters: cost(plan).total.parameters,
    provenance: {},
    licence: typeof config.license === 'string' ? config.license : '',
    files: { 'weights.safetensors': { bytes: weights.size, sha256: '' }, ...(golden && { [GOLDEN]: { bytes: golden.size, sha256: '' } }) },
    recognised: known ?? '',
  };
  return {
    manifest,
    state,
    file: async (name, onProgress) => {
      if (name !== GOLDEN || !golden) throw new DataError('data.noFile', { file: name });
      const content = await golden.read();
      onProgress?.(content.byteLength, content.byteLength);
      return content;
    },
    card: async () => undefined,
  };
}

/** One of a zip is unpacked once and stays in memory. */
async function readable({ name, size, part, read }: Member): Promise<Readable> {
  if (part) return { name, size, part };
  const whole = await read();
  return { name, size: whole.byteLength, part: async (begin, end) => whole.slice(begin, end) };
}

/** As its names and shapes say; among known networks that are alike in both, as config.json says. */
function recognised(state: Parameters<typeof recognise>[0], stated: unknown): Recognised {
  const found = recognisedAlone(state);
  const known = alike(found.architecture).find((name) => name === stated);
  return known ? { ...found, known, architecture: knownArchitecture(known, found.architecture.classes) } : found;
}

function recognisedAlone(state: Parameters<typeof recognise>[0]): Recognised {
  try {
    return recognise(state);
  } catch (error) {
    throw error instanceof RecognitionError ? new EngineError('network.unknown', { tensor: error.tensor }, error) : error;
  }
}

function weightsIn(members: readonly Member[]): Member {
  const [first, second] = members.filter(({ name }) => /\.safetensors$/i.test(name) && name !== GOLDEN);
  if (!first) throw new DataError('network.none', { files: members.slice(0, 3).map(({ name }) => name).join(', ') });
  if (second) throw new DataError('network.several', { first: first.name, second: second.name });
  return first;
}

type Config = Record<string, unknown>;
const objectOr = (value: unknown): Config => (typeof value === 'object' && value !== null ? (value as Config) : {});

async function configIn(members: readonly Member[]): Promise<Config> {
  const member = members.find(({ name }) => name === 'config.json');
  return member ? objectOr(parseJson(await member.read(), member.name)) : {};
}

/** timm's pretrained_cfg (timm/models/_pretrained.py); ImageNet's usual values where it says nothing that can be used. */
function preprocessingOf(value: unknown): Preprocessing {
  const { input_size: input, crop_pct: crop, interpolation, mean, std } = objectOr(value);
  const size = Array.isArray(input) && input.length === 3 ? [Number(input[1]), Number(input[2])] : [];
  const usable = size.length === 2 && size.every((n) => Number.isInteger(n) && n >= 1 && n <= 4096);
  return {
    size: usable ? [size[0], size[1]] : [224, 224],
    crop: typeof crop === 'number' && crop > 0.01 && crop <= 1 ? crop : 0.875,
    interpolation: interpolation === 'bilinear' ? 'bilinear' : 'bicubic',
    mean: triple(mean, -10) ?? [0.485, 0.456, 0.406],
    std: triple(std, 1e-6) ?? [0.229, 0.224, 0.225],
  };
}

function triple(value: unknown, least: number): [number, number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 3 || !value.every((n) => typeof n === 'number' && n >= least && n <= 1000)) return undefined;
  return [value[0], value[1], value[2]] as [number, number, number];
}
