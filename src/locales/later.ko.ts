import { oneBlock } from './block.ko';
import { compare } from './compare.ko';
import { dataset, datasetProblems } from './dataset.ko';
import { findings } from './findings.ko';
import { hub, hubProblems } from './hub.ko';
import { learn } from './learn.ko';
import { lighter, lighterProblems, report } from './lighter.ko';
import { pair } from './pair.ko';
import { paper } from './paper.ko';
import { remove } from './remove.ko';
import { siblings } from './siblings.ko';
import type { later as english } from './later.en';
import type { Translated } from './translated';

export const later: Translated<typeof english> = {
  compare,
  dataset,
  findings,
  hub,
  learn,
  lighter,
  report,
  oneBlock,
  remove,
  pair,
  paper,
  siblings,
  problem: { ...datasetProblems, ...hubProblems, ...lighterProblems },
};
