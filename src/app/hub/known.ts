import { cost } from '../../network/cost';
import { buildPlan } from '../../network/plan';
import { type KnownNetwork, knownArchitecture } from '../../network/timm';
import { weightShapes } from '../../network/weights';

/** A network that the hub has, as far as it is known without asking. */
export interface HubNetwork {
  repo: string;
  architecture: KnownNetwork;
  /** ImageNet validation top-1 in per cent, as timm publishes it. */
  top1: number;
  /** Side of the input that it holds for, px, where timm states it there. */
  at?: number;
  /** As the repository's page states it. */
  licence: string;
}

const APACHE = 'apache-2.0';

/** Top-1 from timm's results (1.0.29.dev0), licences from the pages of the repositories. */
export const hubNetworks: readonly HubNetwork[] = [
  { repo: 'timm/seresnet50.a1_in1k', architecture: 'seresnet50', top1: 80.01, at: 224, licence: APACHE },
  { repo: 'timm/seresnet50.a2_in1k', architecture: 'seresnet50', top1: 80.1, at: 224, licence: APACHE },
  { repo: 'timm/seresnet50.a3_in1k', architecture: 'seresnet50', top1: 75.1, at: 160, licence: APACHE },
  { repo: 'timm/seresnet152d.ra2_in1k', architecture: 'seresnet152d', top1: 83.7, at: 256, licence: APACHE },
  { repo: 'timm/seresnext26d_32x4d.bt_in1k', architecture: 'seresnext26d_32x4d', top1: 77.59, licence: APACHE },
  { repo: 'timm/seresnext50_32x4d.racm_in1k', architecture: 'seresnext50_32x4d', top1: 81.27, licence: APACHE },
  { repo: 'timm/seresnext50_32x4d.gluon_in1k', architecture: 'seresnext50_32x4d', top1: 79.92, licence: APACHE },
  { repo: 'timm/seresnext101_32x4d.gluon_in1k', architecture: 'seresnext101_32x4d', top1: 80.89, licence: APACHE },
  { repo: 'timm/senet154.gluon_in1k', architecture: 'senet154', top1: 81.26, licence: APACHE },
  { repo: 'timm/resnetrs50.tf_in1k', architecture: 'resnetrs50', top1: 79.93, licence: APACHE },
  { repo: 'timm/resnet50.a1_in1k', architecture: 'resnet50', top1: 80.38, at: 224, licence: APACHE },
  { repo: 'timm/resnet50.a2_in1k', architecture: 'resnet50', top1: 79.83, at: 224, licence: APACHE },
  { repo: 'timm/resnet50.tv_in1k', architecture: 'resnet50', top1: 76.16, at: 224, licence: 'bsd-3-clause' },
];

/** Bytes of a counter of batches, I64. */
const COUNTER = 8;

interface Sizes {
  parameters: number;
  /** With SE. */
  blocks: number;
  /** Weights in F32 with every batch norm's statistics and counter; the header is left out. */
  fileBytes: number;
}

const known = new Map<KnownNetwork, Sizes>();

/** With 1000 classes. */
export function sizesOf(architecture: KnownNetwork): Sizes {
  const sizes = known.get(architecture) ?? measure(architecture);
  known.set(architecture, sizes);
  return sizes;
}

function measure(architecture: KnownNetwork): Sizes {
  const plan = buildPlan(knownArchitecture(architecture), [224, 224]);
  let fileBytes = 0;
  for (const [name, shape] of weightShapes(plan)) fileBytes += 4 * shape.reduce((a, b) => a * b, 1) + (name.endsWith('.running_var') ? COUNTER : 0);
  return { parameters: cost(plan).total.parameters, blocks: plan.se.length, fileBytes };
}
