// The collector against the reviewed samples of real bulletins (review/bulletin-sample.json). All were judged before the program was
// run on them; all but b were looked at later to improve rules (review/ORIGIN.md).
import { existsSync, readFileSync } from 'node:fs';
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
});
const Reviewed = Found.extend({ set: z.enum(['a', 'b', 'c', 'd', 'e', 'f']) });

type SetName = z.infer<typeof Reviewed>['set'];

export const HELD_OUT: ReadonlySet<string> = new Set(['b']);

export type SetScore = {
  readonly articles: number;
  readonly agreement: number;
  readonly relevance: number;
  readonly lifeEvents: number;
  readonly procedures: number;
};
export type BulletinScore = {
  readonly collected: number;
  readonly relevant: number;
  readonly sets: Readonly<Record<SetName, SetScore>>;
  readonly differences: readonly string[];
};

export function scoreBulletins(folder: string): BulletinScore | undefined {
  if (!existsSync(folder)) return undefined;
  const review: unknown = JSON.parse(readFileSync(new URL('../review/bulletin-sample.json', import.meta.url), 'utf8'));
  const { articles } = z.object({ articles: z.array(Reviewed) }).parse(review);
  const mine = z.array(Found).parse(JSON.parse(runCollectCommand([folder]).output));
  const differences: string[] = [];
  const score = (set: SetName): SetScore => {
    const [relevance, events, procedures] = [new Counts(), new Counts(), new Counts()];
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
    }
    const part = { agreement: agreed / golds.length, relevance: relevance.f1, lifeEvents: events.f1, procedures: procedures.f1 };
    return { articles: golds.length, ...part };
  };
  const sets = { a: score('a'), b: score('b'), c: score('c'), d: score('d'), e: score('e'), f: score('f') };
  return { collected: mine.length, relevant: mine.filter((m) => m.relevant).length, sets, differences };
}
