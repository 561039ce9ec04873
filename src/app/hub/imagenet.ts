import type { Manifest } from '../../contracts';

export const IMAGENET_CLASSES = 1000;

/** Its config.json names ImageNet's classes in the usual order (WordNet's words); the repository is under Apache-2.0. */
export const NAMES_FROM = { repo: 'microsoft/resnet-50', licence: 'apache-2.0' };

/** As many classes as ImageNet has, and nobody named them. */
export const isUnnamed = ({ classes }: Manifest): boolean => classes.length === IMAGENET_CLASSES && classes.every(({ id, name }) => name === `#${id}`);
