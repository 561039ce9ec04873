export type FindingValue = 'first' | 'last' | 'all' | 'plain' | 'se' | 'eca' | 'low' | 'high';

/** What was found after the paper (arXiv 1709.01507v4), of its claims about where SE blocks belong and how they are built. */
export interface Finding {
  /** Its sentence is `findings.<id>` in the locale files, filled with `values`. */
  id: 'tresnet' | 'larq' | 'pplcnet' | 'mobile' | 'eca' | 'fold' | 'stuck';
  /** late: SE blocks of the last stage can be left out (section 7.2). block: the squeeze, its two layers and its gate (section 3). */
  claim: 'late' | 'block';
  /** What it says to the claim; none: neither. */
  side: 'for' | 'against' | 'none';
  /** Where it is from, as it calls itself. */
  sources: { name: string; address: string }[];
  /** Numbers of its sentence: top-1 in per cent, gates as they are. */
  values?: Partial<Record<FindingValue, number>>;
}

/** Those for a claim first. */
export const findings: readonly Finding[] = [
  {
    id: 'tresnet',
    claim: 'late',
    side: 'for',
    sources: [{ name: 'timm/models/tresnet.py', address: 'https://github.com/huggingface/pytorch-image-models/blob/main/timm/models/tresnet.py' }],
  },
  { id: 'larq', claim: 'late', side: 'against', sources: [{ name: 'larq/zoo #136', address: 'https://github.com/larq/zoo/issues/136' }] },
  {
    id: 'pplcnet',
    claim: 'late',
    side: 'against',
    sources: [{ name: 'PP-LCNet', address: 'https://arxiv.org/abs/2109.15099' }],
    values: { last: 63.14, first: 61.73, all: 64.27 },
  },
  {
    id: 'mobile',
    claim: 'late',
    side: 'against',
    sources: [
      { name: 'MobileNetV3', address: 'https://arxiv.org/abs/1905.02244' },
      { name: 'EfficientNetV2', address: 'https://arxiv.org/abs/2104.00298' },
    ],
  },
  {
    id: 'eca',
    claim: 'block',
    side: 'against',
    sources: [{ name: 'ECA-Net', address: 'https://arxiv.org/abs/1910.03151' }],
    values: { plain: 75.2, se: 76.71, eca: 77.43 },
  },
  { id: 'fold', claim: 'block', side: 'none', sources: [{ name: 'SENet #66', address: 'https://github.com/hujie-frank/SENet/issues/66' }] },
  {
    id: 'stuck',
    claim: 'block',
    side: 'none',
    sources: [{ name: 'SENet #78', address: 'https://github.com/hujie-frank/SENet/issues/78' }],
    values: { low: 0.5, high: 0.65 },
  },
];
