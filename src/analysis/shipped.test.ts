import { describe, expect, it } from 'vitest';
import { shippedFile } from '../../tools/shipped';
import type { AblationRecord, BlockId, BlockProfile, Profile, Setting } from '../contracts';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import { paired, recordedOutcome, singleBlockOutcomes } from './outcome';
import { blockStatistics } from './statistics';
import { storyOf } from './story';
import { paperVerdicts } from './verdicts';

function open(file: string) {
  const bytes = shippedFile(file);
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

/** The model card's tables, computed in training: rows whose first cell begins so, of so many cells. */
const table = (begins: string, cells: number) =>
  shippedFile('README.md')
    .toString()
    .split('\n')
    .filter((line) => line.startsWith(`| ${begins}`))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.replace('%', '').replaceAll('−', '-').trim()))
    .filter(({ length }) => length === cells);

const profile = shippedProfile();
const statistics = blockStatistics(profile);
const blocks = statistics.map(({ block }) => block);
const percent = (share: number) => (100 * share).toFixed(0);

describe('the shipped network', () => {
  it('has the statistics that training computed of it, to the printed digits', () => {
    const gates = table('SE_', 13);
    expect(gates).toHaveLength(16);
    const rows = statistics.map((b) => [
      b.block,
      String(b.channels),
      b.mean.toFixed(2),
      b.spread.value.toFixed(3),
      `${b.spread.low.toFixed(3)} to ${b.spread.high.toFixed(3)}`,
      b.imageSpread.toFixed(3),
      b.share.toFixed(3),
      b.scale.toFixed(3),
      b.rest.toFixed(3),
      percent(b.above09),
      percent(b.below01),
    ]);
    expect(rows).toEqual(gates.map((cells) => cells.slice(0, 11)));
  });

  it('has the recorded changes and flips of its last blocks frozen, and its accuracy', () => {
    const record = shippedRecord();
    const signed = (share: number) => `${share >= 0 ? '+' : ''}${(100 * share).toFixed(2)}`;
    const rows = [['SE_5_3'], ['SE_5_2', 'SE_5_3'], ['SE_5_1', 'SE_5_2', 'SE_5_3']].map((late) => {
      const outcome = recordedOutcome(record, Object.fromEntries(late.map((block) => [block, 'frozen'])))!;
      const { value, low, high } = paired(outcome).change.top1;
      return [late.join(', '), ((100 * outcome.after.top1) / outcome.n).toFixed(2), `${signed(value)} (${signed(low)} to ${signed(high)})`, String(outcome.lost), String(outcome.gained)];
    });
    expect(rows).toEqual(table('SE_5_', 5));
    const live = recordedOutcome(record, {})!;
    expect(shippedFile('README.md').toString()).toContain(`top-1 ${((100 * live.before.top1) / live.n).toFixed(2)} %`);
  });

  it('has every block alone, frozen and off', () => {
    for (const mode of ['frozen', 'off'] as const) {
      const outcomes = singleBlockOutcomes(shippedRecord(), blocks, mode);
      for (const block of blocks) expect(outcomes[block]?.n).toBe(10_000);
    }
  });

  it('gets three verdicts and a story', () => {
    const verdicts = paperVerdicts(profile);
    expect(verdicts.map(({ id, verdict, estimate }) => [id, verdict, estimate.value.toFixed(2)])).toEqual([
      ['depth', 'agrees', '0.40'],
      ['saturation', 'disagrees', '0.27'],
      ['pattern', 'disagrees', '0.91'],
    ]);
    expect(storyOf(statistics)).toMatchObject({
      most: { block: 'SE_4_2' },
      least: { block: 'SE_5_1' },
      last: { block: 'SE_5_3' },
      saturated: ['SE_4_1'],
      fixed: [],
      leftOut: [],
    });
  });
});
