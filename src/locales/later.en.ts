import { oneBlock } from './block.en';
import { compare } from './compare.en';
import { dataset, datasetProblems } from './dataset.en';
import { findings } from './findings.en';
import { hub, hubProblems } from './hub.en';
import { learn } from './learn.en';
import { lighter, lighterProblems, report } from './lighter.en';
import { remove } from './remove.en';
import { pair } from './pair.en';
import { paper } from './paper.en';
import { siblings } from './siblings.en';

/** What views, dialogs and files say whose code comes later, in English. */
export const later = {
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
