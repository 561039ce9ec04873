import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { PaperRow, PaperTables } from '../src/contracts';

/** The paper's tables as the site has them. */
export const tables: PaperTables = JSON.parse(readFileSync(new URL('../public/paper/tables.json', import.meta.url), 'utf8'));

export const paperRow = (id: string): PaperRow => tables.tables.flatMap(({ rows }) => rows).find((row) => row.id === id)!;

const rows = [
  { id: 'none', name: 'No SE', network: 'residual', top1: [0.9, 0.902, 0.898] },
  { id: 'standard', name: 'SE, r = 16', network: 'residual', top1: [0.92, 0.922, 0.918] },
  { id: 'r4', name: 'r = 4', network: 'residual', top1: [0.9205, 0.9215, 0.918] },
  { id: 'max', name: 'Max squeeze', network: 'residual', top1: [0.919, 0.921, 0.917] },
  { id: 'inception', name: 'BN-Inception', network: 'inception', top1: [0.9, 0.91] },
  { id: 'inception-se', name: 'SE-BN-Inception, r = 8', network: 'inception', top1: [0.91, 0.92] },
];

const hidden: Partial<Record<string, Record<string, number>>> = { standard: { SE_2_1: 2, SE_4_2: 8 }, r4: { SE_2_1: 8, SE_4_2: 32 }, max: { SE_2_1: 2, SE_4_2: 8 }, 'inception-se': { SE_3_1: 8 } };

/** Runs as training/experiments.py writes them, with made-up numbers; `max` has no clear difference. */
export const runsFile = () => ({
  format: 1,
  data: { name: 'made-up images', train: 45_000, dev: 5000, test: 10_000 },
  epochs: 3,
  sizes: [[3, 32]],
  rows: rows.map(({ id, name, network }) => ({ id, name, network })),
  runs: rows.flatMap(({ id, top1 }) => top1.map((value, seed) => ({ row: id, seed, top1: value, n: 10_000, parameters: 100_000, macs: 1_000_000, minutes: 6, dev_top1: value, hidden: hidden[id] ?? {}, spread: Object.fromEntries(Object.keys(hidden[id] ?? {}).map((block) => [block, 0.125])) }))),
  images: { se: 0.002, r4: 0.0002 },
});

/** Serves a JSON of the folder of the paper otherwise than the site has it. */
export const servePaper = (page: Page, name: string, value: unknown): Promise<unknown> => page.route(`**/paper/${name}`, (route) => route.fulfill({ json: value }));
