import type { Manifest } from '../../../contracts';
import { shortName } from '../../classNames';

/** Class index → its short name, as on the page. */
export const classNames = (manifest: Manifest | undefined) => (id: number) => shortName(manifest?.classes[id]?.name ?? String(id));

export const wordnetOf = (manifest: Manifest | undefined, id: number): string | undefined => manifest?.classes[id]?.wordnet;
