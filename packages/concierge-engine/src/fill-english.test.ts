import { expect, it } from 'vitest';
import { englishFile } from './fill-english.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';
import type { Text } from './text.ts';

const files = readCatalogueFolder();
const read = readCatalogue(files, { trusted: true });
if (!read.ok) throw new Error('the catalogue does not read');
const { procedures, jurisdictions, lifeEvents } = read.value;
const english = Object.keys(JSON.parse(files[englishFile] ?? '{}') as object);

const given = (texts: readonly (Text | null | undefined)[]): Text[] => texts.flatMap((text) => text ?? []);
const missing = (texts: readonly (Text | null | undefined)[]): string[] => [
  ...new Set(
    given(texts)
      .filter((t) => !t.en)
      .map((t) => t.ja),
  ),
];

/** What plan and item pages show of the catalogue besides names, which have English by their schema. */
const shown: Record<string, (Text | null | undefined)[]> = {
  'where to go': jurisdictions.map((j) => j.name),
  'when to bring it': procedures.flatMap((p) => p.hasInput.map((need) => need.condition)),
  'what happens when late': procedures.flatMap((p) =>
    [p.deadline, ...(p.deadlineVariants ?? []).map((v) => v.deadline)].map((d) => d?.penalty),
  ),
  'what it costs': procedures.map((p) => p.hasCost?.note),
  'what to know online': procedures.map((p) => p.online.note),
  'what to know': procedures.map((p) => p.note),
  'what the procedure is': procedures.map((p) => p.description),
  'what the event is': lifeEvents.map((e) => e.description),
};

it.each(Object.entries(shown))('%s is there in English', (_, texts) => {
  expect(given(texts).length).toBeGreaterThan(2);
  expect(missing(texts)).toEqual([]);
});

it('no translation is left over from a text that is gone, and none is Japanese', () => {
  const all = Object.entries(files)
    .filter(([name]) => name !== englishFile)
    .map(([, text]) => text)
    .join('\n');
  expect(english.filter((ja) => !all.includes(JSON.stringify(ja)))).toEqual([]);
  const values = Object.values(JSON.parse(files[englishFile] ?? '{}') as Record<string, string>);
  expect(values.filter((en) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(en))).toEqual([]);
});
