import { expect, it } from 'vitest';
import { isRecord } from './feel/scope.ts';
import { englishFile } from './fill-english.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';
import type { Text } from './text.ts';

const files = readCatalogueFolder();
const read = readCatalogue(files, { trusted: true });
if (!read.ok) throw new Error('the catalogue does not read');
const english = Object.keys(JSON.parse(files[englishFile] ?? '{}') as object);
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Every text of the catalogue, and every desk, with where it stands: `procedures.trigger`. */
const texts: { where: string; text: Text }[] = [];
function collect(value: unknown, where: string): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, where);
  if (!isRecord(value)) return;
  const { ja, en, department, departmentEn } = value;
  if (typeof ja === 'string') texts.push({ where, text: { ja, ...(typeof en === 'string' && { en }) } });
  if (typeof department === 'string')
    texts.push({ where: `${where}.department`, text: { ja: department, ...(typeof departmentEn === 'string' && { en: departmentEn }) } });
  for (const [key, entry] of Object.entries(value)) collect(entry, `${where}.${key}`);
}
for (const [key, value] of Object.entries(read.value)) collect(value, key);

it('every text of the catalogue is there in English, and no English is Japanese', () => {
  const places = new Set(texts.map(({ where }) => where));
  for (const place of ['trigger', 'department', 'deadline.note', 'deadline.penalty', 'note', 'description', 'online.note'])
    expect(places).toContain(`procedures.${place}`);
  expect(places).toContain('eventChains.reason');
  expect([...new Set(texts.flatMap(({ where, text }) => (text.en ? [] : `${where}: ${text.ja}`)))]).toEqual([]);
  expect(texts.flatMap(({ where, text }) => (japanese.test(text.en ?? '') ? `${where}: ${text.en}` : []))).toEqual([]);
});

it('no translation is left over from a text that is gone', () => {
  const all = Object.entries(files)
    .filter(([name]) => name !== englishFile)
    .map(([, text]) => text)
    .join('\n');
  expect(english.filter((ja) => !all.includes(JSON.stringify(ja)))).toEqual([]);
});
