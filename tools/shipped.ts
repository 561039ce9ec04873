import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const models = join(import.meta.dirname, '../public/models');

/** The network that the app opens first, as public/models/index.json says. */
export const SHIPPED: string = JSON.parse(readFileSync(join(models, 'index.json'), 'utf8')).default;

/** A file of its folder. */
export const shippedFile = (name: string): Buffer<ArrayBuffer> => readFileSync(join(models, SHIPPED, name));
