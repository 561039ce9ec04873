import { describe, expect, it } from 'vitest';
import type { AblationRecord } from '../contracts';
import { compareDecisions, recordedHeldOut } from './comparison';
import { decide, joinDecisions } from './decisions';
import { liveOutcome, paired, recordedOutcome, settingKey, singleBlockOutcomes } from './outcome';

const RECORD: AblationRecord = {
  settings: [{}, { SE_5_3: 'frozen', SE_5_2: 'off' }, { SE_2_1: 'frozen' }],
  tailSettings: 2,
  images: 4,
  labels: Uint16Array.of(0, 1, 2, 3),
  top1: Uint8Array.of(0, 1, 0, 0, /**/ 0, 0, 2, 0, /**/ 1, 0, 1, 1),
  rank: Uint8Array.of(0, 0, 4, 9, /**/ 0, 5, 0, 2, /**/ 1, 1, 6, 255),
  heldout: Uint32Array.of(1, 3),
  heldoutTop1: Uint8Array.of(1, 0, /**/ 0, 0),
  heldoutRank: Uint8Array.of(0, 9, /**/ 5, 2),
};

describe('settings', () => {
  it('have one key whatever the order, in depth, without what is live', () => {
    expect(settingKey({ SE_5_3: 'frozen', SE_4_10: 'off', SE_4_9: 'off', SE_2_1: 'live' })).toBe('SE_4_9=off,SE_4_10=off,SE_5_3=frozen');
    expect(settingKey({})).toBe('');
  });
});

describe('recorded outcomes', () => {
  it('count accuracies and flips on the same images', () => {
    expect(recordedOutcome(RECORD, { SE_5_2: 'off', SE_5_3: 'frozen' })).toEqual({
      source: 'recorded',
      n: 4,
      before: { top1: 2, top5: 3 },
      after: { top1: 2, top5: 3 },
      lost: 1,
      gained: 1,
      lostTop5: 1,
      gainedTop5: 1,
    });
  });

  it('are none for a setting that was not recorded', () => {
    expect(recordedOutcome(RECORD, { SE_5_2: 'off' })).toBeUndefined();
    expect(Object.keys(singleBlockOutcomes(RECORD, ['SE_2_1', 'SE_5_3'], 'frozen'))).toEqual(['SE_2_1']);
    expect(recordedHeldOut(RECORD, { SE_2_1: 'frozen' })).toBeUndefined();
    expect(recordedHeldOut(RECORD, { SE_5_2: 'off', SE_5_3: 'frozen' })).toEqual({ top1: Uint8Array.of(0, 0), rank: Uint8Array.of(5, 2) });
  });

  it('become shares whose change is negative for a loss', () => {
    const change = paired(recordedOutcome(RECORD, { SE_2_1: 'frozen' })!);
    expect(change.before.top1.value).toBe(0.5);
    expect(change.after.top1.value).toBe(0);
    expect(change.change.top1.value).toBe(-0.5);
    expect(change.change.top5.value).toBe(-0.25);
    expect(change.change.top5.low).toBeLessThan(-0.25);
  });
});

describe('live decisions', () => {
  const logits = Float32Array.of(0, 3, 1, 2, /**/ 5, 5, 1, 0, /**/ 1, 2, 3, 2.5);
  const decisions = decide(logits, [1, 3, 0, 9], 4);

  it('rank the truth and measure how near others were', () => {
    expect([...decisions.top1]).toEqual([1, 0, 2]);
    expect([...decisions.rank]).toEqual([0, 3, 3]);
    expect([...decisions.topGap]).toEqual([1, 0, 0.5]);
    expect([...decisions.truthGap]).toEqual([1, 1, 1]);
    expect(decide(new Float32Array(300).map((_, k) => k), [0], 300).rank[0]).toBe(255);
  });

  it('join over batches', () => {
    const parts = [decide(logits.subarray(0, 4), [1], 4), decide(logits.subarray(4), [3, 0], 4)];
    expect(joinDecisions(parts)).toEqual(decisions);
  });

  it('give the outcome of a prefix, by the labels they are given', () => {
    const before = { top1: [0, 1, 2, 3], rank: [0, 0, 0, 0] };
    const after = { top1: [0, 0], rank: [0, 7] };
    expect(liveOutcome(before, after, [0, 1])).toMatchObject({ source: 'live', n: 2, before: { top1: 2 }, after: { top1: 1, top5: 1 }, lost: 1 });
    expect(liveOutcome(before, after, [0, 0])).toMatchObject({ lost: 0, gained: 1 });
    expect(() => liveOutcome(after, before, [0, 1, 2, 3])).toThrow('4 images after, but 2 before');
  });

  it('refuse logits that are not rows and labels that are no class', () => {
    expect(() => decide(logits, [0, 0, 0], 5)).toThrow('12 logits');
    expect(() => decide(logits, [0, 4, 0], 4)).toThrow('label 4 among 4 classes');
  });
});

describe('comparison with the record', () => {
  const live = decide(Float32Array.of(1, 1.0015, 0, /**/ 1, 2, 0.5, /**/ 3, 0, 2), [0, 1, 2], 3);
  it('excuses near ties, and nothing else', () => {
    const same = { top1: [1, 1, 0], rank: [1, 0, 1] };
    expect(compareDecisions(live, same, 1e-3)).toEqual({ n: 3, disagreements: 0, nearTies: 0 });
    const swapped = { top1: [0, 1, 0], rank: [0, 0, 1] };
    expect(compareDecisions(live, swapped, 1e-3)).toEqual({ n: 3, disagreements: 0, nearTies: 1 });
    expect(compareDecisions(live, swapped, 5e-4)).toEqual({ n: 3, disagreements: 1, nearTies: 0 });
    const wrong = { top1: [1, 0, 2], rank: [1, 0, 0] };
    expect(compareDecisions(live, wrong, 1e-3)).toEqual({ n: 3, disagreements: 2, nearTies: 0 });
  });
});
