import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { kindOf } from './kindOf';
import { tarOf } from './labelled/archives.testing';

const bytes = new TextEncoder().encode('x');
const file = (name: string, content: BlobPart = 'x', path?: string): File => Object.assign(new File([content], name), path && { path });
const many = (count: number, folder: (i: number) => string) => Array.from({ length: count }, (_, i) => file(`${i}.jpg`, 'x', `${folder(i)}/${i}.jpg`));

test.each<[string, () => File[]]>([
  ['network', () => [file('mine.safetensors'), file('config.json')]],
  ['network', () => [file('model.json')]],
  ['network', () => [file('net.pth')]],
  ['network', () => [file('a.zip', zipSync({ 'net/model.json': bytes, 'net/picture.png': bytes }) as BlobPart)]],
  ['network', () => [file('a.zip', zipSync({ 'net/data.pkl': bytes }) as BlobPart)]],
  ['set', () => [file('a.zip', zipSync({ 'cat/1.jpg': bytes, 'dog/1.jpg': bytes }) as BlobPart)]],
  ['set', () => [file('no name', tarOf([{ path: 'cat/1.jpg', bytes }]))]],
  ['set', () => [file('a.tgz')]],
  ['set', () => [file('a', 'PAR1…')]],
  ['set', () => [file('1.jpg'), file('labels.csv', 'file,label\n1.jpg,cat\n')]],
  ['pictures', () => [file('1.jpg'), file('notes.txt', 'a fine day'), file('data.json', '{"a": {}}')]],
  ['set', () => many(101, (i) => `mine/${i % 2}`)],
  ['pictures', () => many(101, () => 'holiday')],
  ['pictures', () => many(100, (i) => `mine/${i % 2}`)],
  ['pictures', () => [file('labels.csv')]],
])('%s', async (kind, files) => expect(await kindOf(files())).toBe(kind));

test('a zip that can’t be read is told as one', async () => {
  await expect(kindOf([file('a.zip', new Uint8Array([0x50, 0x4b, 3, 4]))])).rejects.toMatchObject({ problem: { code: 'archive.broken' } });
});
