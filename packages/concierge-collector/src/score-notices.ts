// The collector against labelled notices: relevance, life events, procedures (micro F1), dates and contacts right.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runCollectCommand } from './collect-command.ts';

const Label = z.object({
  id: z.string(),
  file: z.string(),
  locator: z.string().nullable(),
  title: z.string(),
  published: z.string().nullable(),
  relevant: z.boolean(),
  lifeEvents: z.array(z.string()),
  procedures: z.array(z.string()),
  deadlines: z.array(
    z.object({
      kind: z.string(),
      date: z.string().optional(),
      relative: z.object({ n: z.number(), unit: z.string(), anchor: z.string() }).optional(),
    }),
  ),
  contacts: z.array(z.object({ department: z.string().nullable(), phone: z.string().nullable() })),
});
type Label = z.infer<typeof Label>;
const Mine = z.array(Label.omit({ id: true }));

export class Counts {
  right = 0;
  missed = 0;
  extra = 0;
  add(gold: readonly string[], mine: readonly string[]): void {
    this.right += gold.filter((x) => mine.includes(x)).length;
    this.missed += gold.filter((x) => !mine.includes(x)).length;
    this.extra += mine.filter((x) => !gold.includes(x)).length;
  }
  get f1(): number {
    const all = 2 * this.right + this.missed + this.extra;
    return all === 0 ? 1 : (2 * this.right) / all;
  }
  get recall(): number {
    return this.right + this.missed === 0 ? 1 : this.right / (this.right + this.missed);
  }
}

export type NoticeScore = {
  readonly notices: number;
  readonly relevance: number;
  readonly lifeEvents: number;
  readonly procedures: number;
  readonly dates: number;
  readonly datesPrecision: number;
  readonly relative: number;
  readonly kinds: number;
  readonly published: number;
  readonly titles: number;
  readonly phones: number;
  readonly differences: readonly string[];
};

export function scoreNotices(folder: string): NoticeScore | undefined {
  const labelsFile = join(folder, 'labels.json');
  if (!existsSync(labelsFile)) return undefined;
  const { notices } = z.object({ notices: z.array(Label) }).parse(JSON.parse(readFileSync(labelsFile, 'utf8')));
  const mine = Mine.parse(JSON.parse(runCollectCommand([join(folder, 'files')]).output));
  return compare(notices, (label) => mine.find((m) => m.file.endsWith(label.file) && m.locator === label.locator));
}

const plain = (t: string): string => t.normalize('NFKC').replace(/\s/g, '');

export function compare(labels: readonly Label[], find: (label: Label) => Omit<Label, 'id'> | undefined): NoticeScore {
  const [relevance, events, procedures, dates, relative, kinds, phones] = [
    new Counts(),
    new Counts(),
    new Counts(),
    new Counts(),
    new Counts(),
    new Counts(),
    new Counts(),
  ];
  const differences: string[] = [];
  let titles = 0;
  let published = 0;
  for (const gold of labels) {
    const mine = find(gold);
    const note = (field: string, a: readonly string[], b: readonly string[]): void => {
      const missed = a.filter((x) => !b.includes(x));
      const extra = b.filter((x) => !a.includes(x));
      if (missed.length + extra.length > 0)
        differences.push(`${gold.id} ${field}: missed [${missed.join(', ')}] extra [${extra.join(', ')}]`);
    };
    const count = (counts: Counts, field: string, a: readonly string[], b: readonly string[]): void => {
      counts.add(a, b);
      note(field, a, b);
    };
    if (mine === undefined) differences.push(`${gold.id}: not found (${gold.file} ${gold.locator ?? ''})`);
    const days = (l: Pick<Label, 'deadlines'> | undefined): string[] => [...new Set(l?.deadlines.flatMap((d) => d.date ?? []) ?? [])];
    const periods = (l: Pick<Label, 'deadlines'> | undefined): string[] => [
      ...new Set(
        l?.deadlines.flatMap((d) => (d.relative === undefined ? [] : [`${d.relative.n} ${d.relative.unit} ${d.relative.anchor}`])) ?? [],
      ),
    ];
    const kinded = (l: Pick<Label, 'deadlines'> | undefined): string[] =>
      l?.deadlines.map((d) => `${d.kind} ${d.date ?? (d.relative === undefined ? '' : `${d.relative.n} ${d.relative.unit}`)}`) ?? [];
    count(relevance, 'relevant', gold.relevant ? ['yes'] : [], mine?.relevant === true ? ['yes'] : []);
    count(events, 'lifeEvents', gold.lifeEvents, mine?.lifeEvents ?? []);
    count(procedures, 'procedures', gold.procedures, mine?.procedures ?? []);
    count(dates, 'dates', days(gold), days(mine));
    count(relative, 'relative', periods(gold), periods(mine));
    count(kinds, 'kinds', kinded(gold), kinded(mine));
    count(
      phones,
      'phones',
      gold.contacts.flatMap((c) => c.phone ?? []),
      mine?.contacts.flatMap((c) => c.phone ?? []) ?? [],
    );
    if (mine !== undefined && plain(mine.title) === plain(gold.title)) titles += 1;
    else differences.push(`${gold.id} title: ${gold.title} / ${mine?.title ?? '-'}`);
    if ((mine?.published ?? null) === gold.published) published += 1;
    else differences.push(`${gold.id} published: ${gold.published} / ${mine?.published ?? null}`);
  }
  const precision = (c: Counts): number => (c.right + c.extra === 0 ? 1 : c.right / (c.right + c.extra));
  return {
    notices: labels.length,
    relevance: relevance.f1,
    lifeEvents: events.f1,
    procedures: procedures.f1,
    dates: dates.recall,
    datesPrecision: precision(dates),
    relative: relative.recall,
    kinds: kinds.f1,
    published: published / labels.length,
    titles: titles / labels.length,
    phones: phones.f1,
    differences,
  };
}
