import type { en } from './en';
import { first } from './first.ko';
import { later } from './later.ko';
import type { Translated } from './translated';

/** Every sentence of the interface, in Korean. */
export const ko: Translated<typeof en> = { ...first, ...later, problem: { ...first.problem, ...later.problem }, siblings: { ...first.siblings, ...later.siblings } };
