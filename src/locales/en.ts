import { first } from './first.en';
import { later } from './later.en';

/** Every sentence of the interface, in English. */
export const en = { ...first, ...later, problem: { ...first.problem, ...later.problem }, siblings: { ...first.siblings, ...later.siblings } };
