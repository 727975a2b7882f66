// The collector against articles of real bulletins that the project reviewed (review/ORIGIN.md says where they come from and how).
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runCollectCommand } from './collect-command.ts';
import { Counts } from './score-notices.ts';

const Found = z.object({
  file: z.string(),
  locator: z.string(),
  title: z.string(),
  relevant: z.boolean(),
  lifeEvents: z.array(z.string()),
  procedures: z.array(z.string()),
  deadlines: z.array(z.object({ date: z.string().optional() })).default([]),
});
const Reviewed = Found.omit({ deadlines: true }).extend({ set: z.string(), dates: z.array(z.string()).default([]) });
const Review = z.object({ articles: z.array(Reviewed) });

export const HELD_OUT: ReadonlySet<string> = new Set(['b']);

export type SetScore = {
  readonly articles: number;
  readonly relevant: number;
  readonly agreement: number;
  readonly relevance: number;
  readonly lifeEvents: number;
  readonly procedures: number;
  readonly dates: number;
};
export type BulletinScore = {
  readonly collected: number;
  readonly relevant: number;
  readonly sets: Readonly<Record<string, SetScore>>;
  readonly differences: readonly string[];
};

const review = (name: string): URL => new URL(`../review/${name}`, import.meta.url);
/** Texts of the second town lie beside their labels; those of the first are shared data. */
export const SECOND_TOWN: string = fileURLToPath(review('bulletins-second-town'));

export const scoreBulletins = (folder: string): BulletinScore | undefined => scoreReview(folder, review('bulletin-sample.json'));
export const scoreSecondTown = (): BulletinScore | undefined => scoreReview(SECOND_TOWN, review('bulletins-second-town/labels.json'));

function scoreReview(folder: string, labels: URL): BulletinScore | undefined {
  if (!existsSync(folder)) return undefined;
  const { articles } = Review.parse(JSON.parse(readFileSync(labels, 'utf8')));
  const mine = z
    .array(Found.extend({ locator: z.string().nullable() }))
    .parse(JSON.parse(runCollectCommand([folder]).output))
    .filter((m) => m.file.endsWith('.csv'));
  const differences: string[] = [];
  const score = (set: string): SetScore => {
    const [relevance, events, procedures, dates] = [new Counts(), new Counts(), new Counts(), new Counts()];
    const golds = articles.filter((a) => a.set === set);
    let agreed = 0;
    for (const gold of golds) {
      const found = mine.find((m) => m.file.endsWith(gold.file) && m.locator === gold.locator);
      const add = (counts: Counts, field: string, a: readonly string[], b: readonly string[]): void => {
        counts.add(a, b);
        const same = a.every((x) => b.includes(x)) && b.every((x) => a.includes(x));
        if (!same) differences.push(`${set} ${gold.title} ${field}: reviewed [${a.join(', ')}] found [${b.join(', ')}]`);
      };
      if (gold.relevant === (found?.relevant ?? false)) agreed += 1;
      add(relevance, 'relevant', gold.relevant ? ['yes'] : [], found?.relevant === true ? ['yes'] : []);
      add(events, 'lifeEvents', gold.lifeEvents, found?.lifeEvents ?? []);
      add(procedures, 'procedures', gold.procedures, found?.procedures ?? []);
      dates.add(gold.dates, found?.deadlines.flatMap((d) => d.date ?? []) ?? []);
    }
    return {
      articles: golds.length,
      relevant: golds.filter((g) => g.relevant).length,
      agreement: agreed / golds.length,
      relevance: relevance.f1,
      lifeEvents: events.f1,
      procedures: procedures.f1,
      dates: dates.recall,
    };
  };
  const sets = Object.fromEntries([...new Set(articles.map((a) => a.set))].sort().map((set) => [set, score(set)]));
  return { collected: mine.length, relevant: mine.filter((m) => m.relevant).length, sets, differences };
}
