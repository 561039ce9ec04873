import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AblationRecord, BlockId, BlockProfile, Profile, Setting } from '../contracts';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import { paired, recordedOutcome, singleBlockOutcomes } from './outcome';
import { blockStatistics } from './statistics';
import { storyOf } from './story';
import { paperVerdicts } from './verdicts';

const FOLDER = `${import.meta.dirname}/../../public/models/seresnet50-w32-tin`;

function open(file: string) {
  const bytes = readFileSync(`${FOLDER}/${file}`);
  return readSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function shippedProfile(): Profile {
  const { tensors, metadata } = open('profile.safetensors');
  const floats = (name: string) => toFloat32(tensors.get(name)!);
  const whole = (name: string) => tensors.get(name)!.data as Uint32Array;
  const ids = [...tensors.keys()].filter((name) => name.endsWith('.mean')).map((name) => name.slice(0, -5) as BlockId);
  const blocks = ids.map(
    (block): BlockProfile => ({
      block,
      channels: tensors.get(`${block}.mean`)!.shape[1],
      mean: floats(`${block}.mean`),
      std: floats(`${block}.std`),
      scaleSd: floats(`${block}.scale_sd`),
      hist: whole(`${block}.hist`),
    }),
  );
  return { classes: 200, count: whole('count'), range: [0, 1], images: metadata.images, blocks };
}

function shippedRecord(): AblationRecord {
  const { tensors, metadata } = open('ablation.safetensors');
  const settings = JSON.parse(metadata.settings) as Setting[];
  const bytes = (name: string) => tensors.get(name)!.data as Uint8Array;
  return {
    settings,
    tailSettings: tensors.get('heldout_top1')!.shape[0],
    images: tensors.get('labels')!.shape[0],
    top1: bytes('top1'),
    rank: bytes('rank'),
    labels: tensors.get('labels')!.data as Uint16Array,
    heldout: tensors.get('heldout')!.data as Uint32Array,
    heldoutTop1: bytes('heldout_top1'),
    heldoutRank: bytes('heldout_rank'),
  };
}

/** The model card's table, computed in training. */
const TABLE = readFileSync(`${FOLDER}/README.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| SE_'))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.replace('%', '').trim()));

const profile = shippedProfile();
const statistics = blockStatistics(profile);
const blocks = statistics.map(({ block }) => block);
const percent = (share: number) => (100 * share).toFixed(0);

describe('the shipped network', () => {
  it('has the statistics that training computed of it, to the printed digits', () => {
    expect(TABLE).toHaveLength(16);
    const rows = statistics.map((b) => [
      b.block,
      String(b.channels),
      b.mean.toFixed(2),
      b.spread.value.toFixed(3),
      (b.spread.high - b.spread.value).toFixed(3),
      b.imageSpread.toFixed(3),
      b.share.toFixed(3),
      b.scale.toFixed(3),
      b.rest.toFixed(3),
      percent(b.above09),
      percent(b.below01),
    ]);
    expect(rows).toEqual(TABLE.map((cells) => cells.slice(0, 11)));
  });

  it('has the recorded changes of each block frozen and off', () => {
    const record = shippedRecord();
    const points = (mode: 'frozen' | 'off') => {
      const outcomes = singleBlockOutcomes(record, blocks, mode);
      return blocks.map((block) => (100 * paired(outcomes[block]!).change.top1.value).toFixed(2));
    };
    expect(points('frozen')).toEqual(TABLE.map((cells) => cells[11]));
    expect(points('off')).toEqual(TABLE.map((cells) => cells[12]));
    const live = recordedOutcome(record, {})!;
    expect([live.before, live.n]).toEqual([{ top1: 4227, top5: 6907 }, 10000]);
  });

  it('gets three verdicts and a story', () => {
    const verdicts = paperVerdicts(profile);
    expect(verdicts.map(({ id, verdict, estimate }) => [id, verdict, estimate.value.toFixed(2)])).toEqual([
      ['depth', 'unclear', '0.11'],
      ['saturation', 'disagrees', '0.40'],
      ['pattern', 'agrees', '0.45'],
    ]);
    expect(storyOf(statistics)).toMatchObject({
      most: { block: 'SE_4_1' },
      least: { block: 'SE_5_1' },
      last: { block: 'SE_5_3' },
      saturated: ['SE_4_1'],
      fixed: [],
      leftOut: [],
    });
  });
});
