import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from './en';
import { first } from './first.en';
import { preferred } from './i18n';
import { ko } from './ko';
import { later } from './later.en';

type Sentences = { [key: string]: string | Sentences };

function leaves(sentences: Sentences, path = ''): [string, string][] {
  return Object.entries(sentences).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`)));
}

const english = new Map(leaves(en));
const korean = new Map(leaves(ko));
const plural = /_(one|other)$/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'locales' ? [] : sources(path);
    return /(?<!\.test|\.fixture|\.testing)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const everything = sources('src').join('\n');

/** Keys that the sources put together, as `rows.${name}`: any key of that form. */
const patterns = [...everything.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^`{}]*(?:\([^`{}]*\))?[^`{}]*\})*)`/g)]
  .filter(([, text]) => text!.includes('${'))
  .map(([, text]) => new RegExp(`^${text!.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.')).join('[\\w -]+(\\.[\\w -]+)*')}$`));

const written = (text: string) => [`'${text}'`, `"${text}"`, `\`${text}\``].some((quoted) => everything.includes(quoted));

/** Codes of problems are put together from the kind of the error and its reason. */
const said = (key: string): boolean =>
  written(key) || (key.startsWith('problem.') ? written(key.slice('problem.'.length)) || written(key.split('.').at(-1)!) : patterns.some((pattern) => pattern.test(key)));

test('a sentence in one language is one in the other', () => {
  expect([...korean.keys()]).toEqual([...english.keys()].filter((key) => !key.endsWith('_one')));
});

test('each sentence says in both languages what its keys are filled with', () => {
  const filled = (text: string) => [...new Set(text.match(/\{\{\w+\}\}|<\/?\w+>/g))].sort();
  for (const [key, text] of korean) expect([key, filled(text)]).toEqual([key, filled(english.get(key)!)]);
});

test('no sentence is written and never said', () => {
  expect([...english.keys()].filter((key) => !said(key.replace(plural, '')))).toEqual([]);
});

/** The files that `path` needs before it can run. */
function needed(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, from] of readFileSync(path, 'utf8').matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)';/gm)) {
    const file = ['.ts', '.tsx', '/index.ts'].map((end) => join(dirname(path), from! + end)).find((candidate) => existsSync(candidate));
    if (file) needed(file, found);
  }
  return found;
}

test('what is said before any later code has come is in the first part', () => {
  const areas = Object.keys(later).filter((area) => area !== 'problem');
  const early = new RegExp(`['"\`](?:${areas.join('|')})\\.\\w[^'"\`]*`, 'g');
  const files = [...needed('src/app/main.tsx')].filter((file) => !file.includes('locales/'));
  expect(files.length).toBeGreaterThan(50);
  const there = new Set(leaves(first).map(([key]) => key));
  expect(files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(early)].filter(([key]) => !there.has(key.slice(1)) && !key.endsWith('.json')).map(([key]) => `${file}: ${key}`))).toEqual([]);
});

test('the first language of the browser that is known', () => {
  expect(preferred(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
  expect(preferred(['en-GB', 'ko'])).toBe('en');
  expect(preferred(['toString', 'fr'])).toBe('en');
  expect(preferred([])).toBe('en');
});

describe('components hold no sentence', () => {
  const text = />\s*([^<>{}=;&|()]*[A-Za-z]{3,}[^<>{}=;&|()]*)\s*<\//g;
  test('no words between tags', () => {
    const words = sources('src/app').concat(sources('src/charts')).flatMap((source) => [...source.matchAll(text)].map(([, found]) => found!.trim()));
    expect(words).toEqual([]);
  });
});
