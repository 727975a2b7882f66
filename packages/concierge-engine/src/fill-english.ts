// English for texts that the catalogue gives in Japanese only, by their Japanese: kept beside the catalogue, so that its files stay as they
// came and a reworded text loses its old translation instead of keeping a wrong one. A desk has its Japanese as a plain string.
import { z } from 'zod';
import { isRecord } from './feel/scope.ts';

export const englishFile = 'english.json';
const English = z.record(z.string().min(1), z.string().min(1));

export type FillEnglish = (value: unknown) => unknown;

/** Changes the value it is given: it is fresh from the parser. English of the catalogue's own is left alone. */
export function makeFillEnglish(text: string | undefined): FillEnglish {
  if (text === undefined) return (value) => value;
  const english = new Map(Object.entries(English.parse(JSON.parse(text))));
  const fill: FillEnglish = (value) => {
    if (Array.isArray(value)) for (const entry of value) fill(entry);
    else if (isRecord(value)) {
      const { ja, en, department } = value;
      const desk = typeof department === 'string' ? english.get(department) : undefined;
      if (desk !== undefined) value['departmentEn'] = desk;
      const found = typeof ja === 'string' && en === undefined ? english.get(ja) : undefined;
      if (found !== undefined) value['en'] = found;
      for (const entry of Object.values(value)) if (typeof entry === 'object') fill(entry);
    }
    return value;
  };
  return fill;
}
