import i18next, { type TFunction } from 'i18next';
import { version } from '../../../package.json';
import { outcomeOf, paired } from '../../analysis/outcome';
import type { Cost, LighterNetwork, Manifest, Plan, Setting } from '../../contracts';
import { sha256 } from '../../data/hash';
import { modelFolder } from '../../export/modelFolder';
import { zipOf } from '../../export/zip';
import { formatCount, formatPercent } from '../../locales/format';
import { cost } from '../../network/cost';
import { lighterPlan } from '../../network/lighter';
import { writePytorch } from '../../network/pytorch/writePytorch';
import type { State } from '../../store/store';
import { changeText, settingText } from '../gates/outcomeText';
import { planOf } from '../selectors';
import { today } from '../takeaway/source';

/** What is handed over under the chosen gates, as far as it is known without its weights. */
export interface Lighter {
  manifest: Manifest;
  plan: Plan;
  setting: Setting;
  /** Of the network, `…-lighter` where something is gone. */
  id: string;
  name: string;
  lighter: Plan;
  before: Cost;
  after: Cost;
  /** Images that its batch norms were taken anew on; undefined: they are as they were. */
  repairedOn?: number;
}

export function lighterOf(t: TFunction, manifest: Manifest, setting: Setting): Lighter {
  const plan = planOf(manifest);
  const lighter = lighterPlan(plan, setting);
  const changed = lighter.se.length < plan.se.length;
  return {
    manifest,
    plan,
    setting,
    id: changed ? `${manifest.id}-lighter` : manifest.id,
    name: changed ? t('lighter.name', { name: manifest.name, kept: lighter.se.length, all: plan.se.length }) : manifest.name,
    lighter,
    before: cost(plan),
    after: cost(lighter),
  };
}

/** The same with its batch norms repaired on so many images. */
export function repairedLighter(t: TFunction, lighter: Lighter, images: number): Lighter {
  return { ...lighter, id: `${lighter.manifest.id}-repaired`, name: t('lighter.nameRepaired', { name: lighter.name }), repairedOn: images };
}

/** Network, gates, cost, accuracy, input and program, a sentence each. */
function sentences(state: State, { manifest, plan, setting, before, after, repairedOn }: Lighter): string[] {
  const t = i18next.t;
  const { preprocessing: { mean, std, size: [height, width] }, licence } = manifest;
  const what = settingText(t, setting, plan.se);
  const of = (key: 'parameters' | 'macs') => [after.total[key], before.total[key] - after.total[key]].map(formatCount);
  const [[parameters, fewer], [macs, fewerMacs]] = [of('parameters'), of('macs')];
  return [
    t('lighter.card.from', { name: manifest.name, id: manifest.id }),
    what ? t('lighter.card.gates', { what }) : t('lighter.card.live'),
    t('lighter.card.cost', { parameters, fewer, macs, fewerMacs }),
    ...(repairedOn === undefined ? [accuracyLine(state, setting)] : [t('lighter.card.repaired', { n: formatCount(repairedOn) }), t('lighter.card.unknown')]),
    t('lighter.card.input', { mean: mean.join(', '), std: std.join(', '), height, width }),
    ...(licence ? [t('lighter.card.licence', { licence })] : []),
    t('lighter.card.app', { version, date: today() }),
  ];
}

/** On the images that it is known for, recorded before run here. */
function accuracyLine({ record, liveChecks }: State, setting: Setting): string {
  const t = i18next.t;
  const outcome = outcomeOf({ record, liveChecks }, setting);
  if (!outcome) return t('lighter.card.unknown');
  const { after, change } = paired(outcome);
  const n = formatCount(outcome.n);
  return t('lighter.card.accuracy', {
    top1: formatPercent(after.top1.value),
    low: formatPercent(after.top1.low),
    high: formatPercent(after.top1.high),
    source: t(outcome.source === 'recorded' ? 'outcome.recorded' : 'outcome.live', { n }),
    change: changeText(t, change.top1),
  });
}

/** The network as a zip of a model folder, with model.py and a card. */
export function folderFile(state: State, lighter: Lighter, { architecture, weights, golden, backend }: LighterNetwork): Promise<Blob> {
  const { manifest, name, id, setting, after, repairedOn } = lighter;
  const { format, preprocessing, classes, defaults, licence, provenance } = manifest;
  const about = sentences(state, lighter);
  const python = i18next.t('lighter.card.python', { backend });
  const files = modelFolder({
    manifest: {
      format, id, name, architecture, preprocessing, classes, defaults, licence,
      parameters: after.total.parameters,
      provenance: { ...(provenance.data !== undefined && { data: provenance.data }), from: { id: manifest.id, name: manifest.name, weights: manifest.files['weights.safetensors']?.sha256, provenance }, gates: setting, retrained: false, ...(repairedOn !== undefined && { repaired: { images: repairedOn } }) },
    },
    weights,
    golden,
    backend,
    readme: [`# ${name}`, ...about, python, ''].join('\n\n'),
    python: writePytorch(lighter.lighter, { name, about: [...about, python] }),
    hash: sha256,
  });
  return zipOf(files, new Date());
}

/** What an ONNX file says of itself beside its name. */
export function onnxMetadata(state: State, lighter: Lighter): Record<string, string> {
  return { about: sentences(state, lighter).join('\n'), setting: JSON.stringify(lighter.setting), preprocessing: JSON.stringify(lighter.manifest.preprocessing), classes: JSON.stringify(lighter.manifest.classes.map(({ name }) => name)) };
}

/** Bytes of the weights as float32, running statistics included. */
export const weightBytes = ({ after, lighter }: Lighter): number =>
  4 * (after.total.parameters + lighter.operations.reduce((sum, operation) => sum + (operation.op === 'convolution' && operation.norm ? 2 * operation.outChannels : 0), 0));
