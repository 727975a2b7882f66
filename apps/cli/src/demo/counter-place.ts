// The counter of the demo: one for the fictional prefecture, on the street of 汐凪市.
import { cities } from './region.ts';

export const counterPlace = {
  id: 'card-counter',
  name: { ja: '汐凪市 市役所の窓口', en: 'Shionagi City counter' },
  municipality: {
    municipalityCode: cities.shionagi.code,
    prefecture: cities.shionagi.prefecture,
    municipality: cities.shionagi.municipality,
  },
  clerks: [
    { id: 'clerk', name: { ja: '窓口 係（架空）', en: 'Desk clerk (fictional)' }, password: 'demo-clerk-2026' },
    { id: 'clerk2', name: { ja: '窓口 主任（架空）', en: 'Senior clerk (fictional)' }, password: 'demo-clerk-2026' },
  ],
};
