// Who is insured with whom, by story: employees and their families in the society, the self-employed in the National Health Insurance. One has just
// changed, one has lost cover, one's benefits are held back, one has linked no insurer yet.
import type { Entry } from '@shishobako/health-insurer/domain/coverage-on';
import type { Citizen } from './region.ts';

export type InsurerId = 'shionagi-kenpo' | 'aomine-kokuho';
type Insured = Entry & { readonly insurer: InsurerId };

const entry = (insurer: InsurerId, number: string, branch: string, from: string, more: Partial<Entry> = {}): Insured => ({
  ...{ insurer, symbol: insurer === 'shionagi-kenpo' ? '見本７' : '青国１', number, branch, from, to: null, suspended: false },
  ...more,
});
const kenpo = (number: string, branch: string, from: string, more: Partial<Entry> = {}) =>
  entry('shionagi-kenpo', number, branch, from, more);
const kokuho = (number: string, branch: string, from: string, more: Partial<Entry> = {}) =>
  entry('aomine-kokuho', number, branch, from, more);

/** First day of the month before that of `today`. */
const monthBefore = (today: string): string => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
};

export function insuranceOf(today: string): Readonly<Record<string, readonly Insured[]>> {
  const last = monthBefore(today);
  return {
    'tanaka-hanako': [kokuho('310042', '01', '2019-04-01')],
    'tanaka-ichiro': [kenpo('20417', '00', '1998-04-01')],
    'mihon-taro': [kenpo('20588', '00', '2013-04-01')],
    'mihon-hana': [kenpo('20588', '01', '2015-06-01')],
    'mihon-sora': [kenpo('20588', '02', '2017-06-01')],
    'kaku-sakura': [kenpo('20731', '00', '2020-04-01')],
    'mogi-midori': [kenpo('20660', '00', '2012-04-01')],
    'sample-maria': [kenpo('20802', '00', '2023-10-01', { to: `${last}-20` })],
    'reiji-jiro': [kenpo('20495', '00', '2011-04-01', { to: `${last}-15` }), kokuho('310977', '01', `${last}-16`)],
    'reiji-aya': [kenpo('20496', '00', '2012-04-01')],
    'shiken-ichiro': [kenpo('20102', '00', '1991-04-01')],
    'yamazaki-shoko': [kokuho('310655', '01', '2010-04-01', { suspended: true })],
  };
}

export const isInsurer = (id: string): id is InsurerId => id === 'shionagi-kenpo' || id === 'aomine-kokuho';

/** Whom an agency of the region knows: the city its residents, an insurer its insured, the pension office everyone. */
export function isLinkedTo(citizen: Citizen, agency: string, today: string): boolean {
  if (isInsurer(agency)) return (insuranceOf(today)[citizen.id] ?? []).some(({ insurer }) => insurer === agency);
  return agency !== 'shionagi-city' || citizen.city === 'shionagi';
}
