// The collector against the reviewed sample of real bulletins (review/bulletin-sample.json): a held-out score.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { runCollectCommand } from './collect-command.ts';
import { Counts } from './score-notices.ts';

const Reviewed = z.object({
  file: z.string(),
  locator: z.string(),
  title: z.string(),
  relevant: z.boolean(),
  lifeEvents: z.array(z.string()),
  procedures: z.array(z.string()),
});

export type BulletinScore = {
  readonly articles: number;
  readonly collected: number;
  readonly relevant: number;
  readonly relevance: number;
  readonly agreement: number;
  readonly lifeEvents: number;
  readonly procedures: number;
  readonly differences: readonly string[];
};

export function scoreBulletins(folder: string): BulletinScore | undefined {
  if (!existsSync(folder)) return undefined;
  const { articles } = z
    .object({ articles: z.array(Reviewed) })
    .parse(JSON.parse(readFileSync(new URL('../review/bulletin-sample.json', import.meta.url), 'utf8')));
  const mine = z.array(Reviewed).parse(JSON.parse(runCollectCommand([folder]).output));
  const [relevance, events, procedures] = [new Counts(), new Counts(), new Counts()];
  const differences: string[] = [];
  let agreed = 0;
  for (const gold of articles) {
    const found = mine.find((m) => m.file.endsWith(gold.file) && m.locator === gold.locator);
    const add = (counts: Counts, field: string, a: readonly string[], b: readonly string[]): void => {
      counts.add(a, b);
      if (a.some((x) => !b.includes(x)) || b.some((x) => !a.includes(x)))
        differences.push(`${gold.title} ${field}: reviewed [${a.join(', ')}] found [${b.join(', ')}]`);
    };
    if (gold.relevant === (found?.relevant ?? false)) agreed += 1;
    add(relevance, 'relevant', gold.relevant ? ['yes'] : [], found?.relevant === true ? ['yes'] : []);
    add(events, 'lifeEvents', gold.lifeEvents, found?.lifeEvents ?? []);
    add(procedures, 'procedures', gold.procedures, found?.procedures ?? []);
  }
  return {
    articles: articles.length,
    collected: mine.length,
    relevant: mine.filter((m) => m.relevant).length,
    relevance: relevance.f1,
    agreement: agreed / articles.length,
    lifeEvents: events.f1,
    procedures: procedures.f1,
    differences,
  };
}
