// Derived attributes, computed from the texts in `derivation`; a value that is already there is kept (catalogue README, “The person model”).
// A derivation in a form not listed here leaves the attribute to be asked.
import { add, addDays, birthday, civil, fullMonths, type IsoDate, isIsoDate, iso, legalAge } from './calendar.ts';
import type { Attribute } from './catalogue-schema.ts';
import { put } from './feel/fallback.ts';
import { at, isRecord } from './feel/scope.ts';

type Here = { readonly context: Record<string, unknown>; readonly member: Record<string, unknown> | undefined };
type Form = {
  readonly pattern: RegExp;
  readonly compute: (m: RegExpExecArray, day: (path: string) => IsoDate | undefined, here: Here) => unknown;
};

const when =
  <T>(...days: (IsoDate | undefined)[]) =>
  (f: (...known: IsoDate[]) => T): T | undefined =>
    days.every((d) => d !== undefined) ? f(...days) : undefined;
const P = String.raw`([A-Za-z][\w.]*)`;

/** First 31 March on or after the day the person legally reaches the age. */
const schoolYearEnd = (birth: IsoDate, age: number): IsoDate => {
  const reached = addDays(birthday(birth, age), -1);
  const { year } = civil(reached);
  return reached <= iso(year, 3, 31) ? iso(year, 3, 31) : iso(year + 1, 3, 31);
};

const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(`^legalAge\\(${P}, ${P}\\)$`),
    compute: (m, day) => when(day(m[1] ?? ''), day(m[2] ?? ''))((birth = '', on = '') => (birth > on ? undefined : legalAge(birth, on))),
  },
  {
    pattern: new RegExp(`^completed calendar months from ${P} to ${P}$`),
    compute: (m, day) => when(day(m[1] ?? ''), day(m[2] ?? ''))((birth = '', on = '') => fullMonths(birth, on)),
  },
  {
    pattern: /^asOf <= first 31 March on or after the day the member legally reaches (\d+)$/,
    compute: (m, day) => when(day('member.dateOfBirth'), day('asOf'))((birth = '', on = '') => on <= schoolYearEnd(birth, Number(m[1]))),
  },
  {
    pattern: /^(\d+)th birthday minus 1 day$/,
    compute: (m, day) => when(day('person.dateOfBirth'))((birth = '') => addDays(birthday(birth, Number(m[1])), -1)),
  },
  { pattern: /^(\d+)th birthday$/, compute: (m, day) => when(day('person.dateOfBirth'))((birth = '') => birthday(birth, Number(m[1]))) },
  {
    pattern: new RegExp(`^asOf <= ${P} < asOf \\+ 1 year$`),
    compute: (m, day) => when(day(m[1] ?? ''), day('asOf'))((x = '', on = '') => on <= x && x < add(on, 1, 'year')),
  },
  { pattern: new RegExp(`^asOf >= ${P}$`), compute: (m, day) => when(day(m[1] ?? ''), day('asOf'))((x = '', on = '') => on >= x) },
  {
    pattern: new RegExp(`^${P} - (\\d+) days <= asOf <= ${P}$`),
    compute: (m, day) => when(day(m[1] ?? ''), day('asOf'))((x = '', on = '') => addDays(x, -Number(m[2])) <= on && on <= x),
  },
  {
    pattern: /^number of household members \(incl\. applicant if same household\) aged 15\+ after the death$/,
    compute: (_, day, here) => survivors(here.context, day('asOf'), 15),
  },
];

/** Only where the deceased lived at the applicant's own address is the household's rest known. */
function survivors(context: Record<string, unknown>, asOf: IsoDate | undefined, age: number): number | undefined {
  const home = at(context, ['person', 'address', 'text']);
  const members = at(context, ['household', 'members']);
  const birth = at(context, ['person', 'dateOfBirth']);
  if (
    asOf === undefined ||
    typeof home !== 'string' ||
    at(context, ['events', 'death', 'deceased', 'address']) !== home ||
    !Array.isArray(members) ||
    !isIsoDate(birth)
  )
    return undefined;
  const gone = at(context, ['events', 'death', 'deceased', 'name']);
  const rest = members.filter(isRecord).filter((m) => m['livesTogether'] !== false && m['name'] !== gone);
  const births = [birth, ...rest.map((m) => m['dateOfBirth'])];
  return births.every(isIsoDate) ? births.filter((b) => legalAge(b, asOf) >= age).length : undefined;
}

export type Derive = (context: Record<string, unknown>) => Record<string, unknown>;

/** Paths a derived attribute is computed from, so that a question can be put to the person instead of the sum. */
export function basesOf(attribute: Attribute): string[] {
  const text = attribute.derivation ?? '';
  const list = attribute.path.slice(0, attribute.path.lastIndexOf('.') + 1);
  const named = [...text.matchAll(/\b(?:person|household|events|member|spouse)\.[A-Za-z.]+[A-Za-z]/g)].map(([path]) =>
    path.replace(/^member\./, list).replace(/^spouse\./, 'household.members[].'),
  );
  return /birthday/.test(text)
    ? ['person.dateOfBirth', ...named]
    : /the member legally reaches/.test(text)
      ? [`${list}dateOfBirth`]
      : named;
}

export function makeDerive(attributes: readonly Attribute[]): Derive {
  const derived = attributes.flatMap((a) => {
    const text = a.derivation;
    const form = text === undefined ? undefined : FORMS.find((f) => f.pattern.test(text));
    return text === undefined || form === undefined ? [] : [{ path: a.path, form, match: form.pattern.exec(text) }];
  });
  return (given) => {
    const context: Record<string, unknown> = structuredClone(given);
    for (const { path, form, match } of derived) {
      if (match === null) continue;
      const [listPath, field] = path.split('[].');
      if (field === undefined) {
        const value = form.compute(match, (p) => dayAt(context, p, undefined), { context, member: undefined });
        if (value !== undefined) put(context, path.split('.'), value);
        continue;
      }
      const list = at(context, (listPath ?? '').split('.'));
      for (const member of Array.isArray(list) ? list.filter(isRecord) : []) {
        const value = form.compute(match, (p) => dayAt(context, p, member), { context, member });
        if (value !== undefined) put(member, field.split('.'), value);
      }
    }
    return context;
  };
}

function dayAt(context: Record<string, unknown>, path: string, member: Record<string, unknown> | undefined): IsoDate | undefined {
  if (path.startsWith('member.')) return asDay(at(member, path.split('.').slice(1)));
  if (path.startsWith('spouse.')) {
    const members = at(context, ['household', 'members']);
    const spouses = Array.isArray(members) ? members.filter((m) => isRecord(m) && m['relation'] === 'spouse') : [];
    return spouses.length === 1 ? asDay(at(spouses[0], path.split('.').slice(1))) : undefined;
  }
  return asDay(at(context, path.split('.')));
}

const asDay = (value: unknown): IsoDate | undefined => (isIsoDate(value) ? value : undefined);
