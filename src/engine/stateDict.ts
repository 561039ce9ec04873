import type { Manifest, Preprocessing } from '../contracts';
import { parseClassNames, unnamedClasses } from '../data/classNames';
import { DataError } from '../data/error';
import { parseJson } from '../data/fetch';
import type { Member } from '../data/members';
import type { ModelFolder } from '../data/modelFolder';
import { readTensorFile } from '../data/tensorFile';
import { cost } from '../network/cost';
import { buildPlan } from '../network/plan';
import { RecognitionError, recognise } from '../network/recognise';
import { checkWeights } from '../network/weights';
import { EngineError } from './problem';

const GOLDEN = 'golden.safetensors';

/**
 * A state dict alone, read for its architecture; `config.json`, class names and a golden output beside it are used where they are.
 * @throws DataError of `readTensorFile`, `parseClassNames`; `network.none`, `network.several`; EngineError `network.unknown`; WeightsError
 */
export async function openStateDict(members: readonly Member[]): Promise<ModelFolder> {
  const weights = weightsIn(members);
  const { tensors } = readTensorFile(await weights.read(), weights.name);
  const { architecture, known, nameOf } = recognised(tensors);
  const config = await configIn(members);
  const preprocessing = preprocessingOf(config.pretrained_cfg);
  const plan = buildPlan(architecture, preprocessing.size);
  checkWeights(plan, new Map([...tensors].map(([name, tensor]) => [nameOf(name), tensor])));
  const golden = members.find(({ name }) => name === GOLDEN);
  const named = members.find(({ name }) => /\.(txt|json)$/i.test(name) && name !== 'config.json');
  const id = weights.name.replace(/\.safetensors$/i, '');
  const manifest: Manifest = {
    format: 1, id, name: known ?? id, architecture, preprocessing,
    classes: named ? parseClassNames(await named.read(), named.name, architecture.classes) : unnamedClasses(architecture.classes),
    defaults: { classes: [] },
    parameters: cost(plan).total.parameters,
    provenance: {},
    licence: typeof config.license === 'string' ? config.license : '',
    files: { 'weights.safetensors': { bytes: weights.size, sha256: '' }, ...(golden && { [GOLDEN]: { bytes: golden.size, sha256: '' } }) },
    recognised: known ?? '',
  };
  return {
    manifest,
    nameOf,
    file: async (name, onProgress) => {
      const member = name === GOLDEN ? golden : name === 'weights.safetensors' ? weights : undefined;
      if (!member) throw new DataError('data.noFile', { file: name });
      const content = await member.read();
      onProgress?.(content.byteLength, content.byteLength);
      return content;
    },
    card: async () => undefined,
  };
}

function recognised(state: Parameters<typeof recognise>[0]): ReturnType<typeof recognise> {
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
