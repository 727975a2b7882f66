// A fictional pension record, the same for the same person: derived from birth date and name alone, so that the demo is repeatable.
import { createHash } from 'node:crypto';
import { NenkinTeikibin } from '@shishobako/contracts/documents/nenkin-teikibin';

export type Insured = { readonly name: string; readonly dateOfBirth: string; readonly scheme: 'employees' | 'national1' | 'national3' };

/** Yearly full basic pension and monthly national premium of the fiscal year the demo shows (令和7年度). */
const fullBasicPension = 831_700;
const nationalPremium = 17_510;
/** Half of 18.3 %: the insured person's share of employees' pension premiums. */
const employeesShare = 0.0915;

const monthsBetween = (from: string, to: string): number => {
  const [fy = 0, fm = 0] = from.split('-').map(Number);
  const [ty = 0, tm = 0] = to.split('-').map(Number);
  return (ty - fy) * 12 + tm - fm;
};

const addMonths = (month: string, n: number): string => {
  const [y = 0, m = 0] = month.split('-').map(Number);
  const total = y * 12 + (m - 1) + n;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
};

/** A number in [0, size) that only depends on person and label. */
const pick = (person: Insured, label: string, size: number): number =>
  createHash('sha256').update(`${person.name}|${person.dateOfBirth}|${label}`).digest().readUInt32BE(0) % size;

function recentMonths(person: Insured, asOf: string, monthly: number): NenkinTeikibin['months'] {
  return Array.from({ length: 12 }, (_, i) => {
    const month = addMonths(asOf, i - 12);
    const bonus = person.scheme === 'employees' && /-(06|12)$/.test(month) ? monthly * 2 : null;
    if (person.scheme === 'employees') {
      const premium = Math.floor((monthly + (bonus ?? 0)) * employeesShare);
      return { month, scheme: 'employees' as const, state: 'covered' as const, standardMonthly: monthly, standardBonus: bonus, premium };
    }
    const paid = person.scheme === 'national1';
    return {
      month,
      scheme: person.scheme,
      state: paid ? ('paid' as const) : ('covered' as const),
      standardMonthly: null,
      standardBonus: null,
      premium: paid ? nationalPremium : 0,
    };
  });
}

/** `asOf` is a month, YYYY-MM. Insured from the 20th birthday, at most to the 60th. */
export function makeTeikibin(person: Insured, asOf: string): NenkinTeikibin {
  const insured = Math.max(0, Math.min(480, monthsBetween(person.dateOfBirth.slice(0, 7), asOf) - 240));
  const student = Math.min(insured, 24 + pick(person, 'study', 24));
  const rest = insured - student;
  const own = person.scheme === 'employees' ? rest : Math.floor(rest * 0.4);
  const third = person.scheme === 'national3' ? rest - own : 0;
  const first = insured - own - third;
  const monthly = 220_000 + pick(person, 'pay', 16) * 20_000;
  const basic = Math.floor((fullBasicPension * insured) / 480);
  const employees = Math.floor((monthly * 1.15 * 5.481 * own) / 1000);
  const contributions = { national: first * 15_200, employees: Math.floor(own * monthly * 1.15 * employeesShare) };
  const expected = monthsBetween(person.dateOfBirth.slice(0, 7), asOf) >= 600;
  return NenkinTeikibin.parse({
    document: 'nenkin-teikibin/v1',
    asOf,
    name: person.name,
    periods: { national1: first, national3: third, employees: own, other: 0, total: insured },
    contributions: { ...contributions, total: contributions.national + contributions.employees },
    pension: { kind: expected ? 'expected' : 'accrued', basic, employees, total: basic + employees, fromAge: 65 },
    months: recentMonths(person, asOf, monthly),
    contact: { office: '青嶺年金事務所（架空）', telephone: '000-555-0100' },
    fictional: true,
  });
}
