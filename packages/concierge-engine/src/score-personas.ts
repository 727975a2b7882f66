// Every shared persona against its gold plan, field by field; what differs is named.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runPlanCommand } from './plan-command.ts';

const pair = z.tuple([z.string(), z.string()]);
const Gold = z.object({
  applicable: z.object({ applicant: z.array(z.string()), employer: z.array(z.string()) }),
  automatic: z.array(z.string()),
  ask: z.array(z.object({ procedure: z.string(), missing: z.array(z.string()) })),
  notApplicable: z.array(z.string()),
  chooseOne: z.array(z.array(z.string())),
  sameTime: z.array(pair),
  orderConstraints: z.array(pair),
  dueDates: z.record(z.string(), z.string()),
  prefill: z.array(z.object({ procedure: z.string(), prefilled: z.record(z.string(), z.unknown()), ask: z.array(z.string()) })),
});
type Gold = z.infer<typeof Gold>;
const Mine = Gold.extend({ order: z.array(z.string()) });

export type PersonaScore = { readonly persona: string; readonly checks: number; readonly differences: readonly string[] };

export function scorePersonas(folder: string): PersonaScore[] {
  if (!existsSync(join(folder, 'gold'))) return [];
  return readdirSync(join(folder, 'gold'))
    .filter((f) => f.endsWith('.json'))
    .map((f) => {
      const gold = Gold.parse(JSON.parse(readFileSync(join(folder, 'gold', f), 'utf8')));
      const run = runPlanCommand({ personaFile: join(folder, f), json: true });
      if (run.exitCode !== 0) return { persona: f, checks: 1, differences: [run.diagnostics] };
      return compareWithGold(f, gold, Mine.parse(JSON.parse(run.output)));
    });
}

function compareWithGold(persona: string, gold: Gold, mine: z.infer<typeof Mine>): PersonaScore {
  const differences: string[] = [];
  let checks = 0;
  const check = (name: string, fine: boolean, detail: () => string): void => {
    checks += 1;
    if (!fine) differences.push(`${name}: ${detail()}`);
  };
  const sets = (name: string, a: readonly string[], b: readonly string[]): void => {
    const missing = a.filter((x) => !b.includes(x));
    const extra = b.filter((x) => !a.includes(x));
    check(name, missing.length + extra.length === 0, () => `missing ${missing.join(', ')}; extra ${extra.join(', ')}`);
  };
  const pairs = (list: readonly (readonly string[])[]): string[] => list.map((p) => [...p].join(' > '));
  sets('applicant', gold.applicable.applicant, mine.applicable.applicant);
  sets('employer', gold.applicable.employer, mine.applicable.employer);
  sets('automatic', gold.automatic, mine.automatic);
  sets('notApplicable', gold.notApplicable, mine.notApplicable);
  sets('chooseOne', pairs(gold.chooseOne), pairs(mine.chooseOne));
  sets('sameTime', pairs(gold.sameTime), pairs(mine.sameTime));
  sets('orderConstraints', pairs(gold.orderConstraints), pairs(mine.orderConstraints));
  sets(
    'ask',
    gold.ask.map((a) => a.procedure),
    mine.ask.map((a) => a.procedure),
  );
  for (const a of gold.ask) {
    const asked = mine.ask.find((b) => b.procedure === a.procedure)?.missing ?? [];
    check(
      `ask ${a.procedure}`,
      a.missing.every((m) => asked.includes(m)),
      () => `wanted ${a.missing.join(', ')}; asked ${asked.join(', ')}`,
    );
  }
  const at = new Map(mine.order.map((id, i) => [id, i]));
  for (const [a, b] of gold.orderConstraints) check('order', (at.get(a) ?? -1) < (at.get(b) ?? -1), () => `${a} before ${b}`);
  check('dueDates', isDeepStrictEqual(sorted(gold.dueDates), sorted(mine.dueDates)), () => diffRecord(gold.dueDates, mine.dueDates));
  for (const p of gold.prefill) {
    const own = mine.prefill.find((x) => x.procedure === p.procedure);
    check(`prefill ${p.procedure}`, isDeepStrictEqual(p.prefilled, own?.prefilled) && isDeepStrictEqual(p.ask, own?.ask), () =>
      JSON.stringify({ gold: p, own }),
    );
  }
  return { persona, checks, differences };
}

const sorted = (r: Record<string, string>): [string, string][] => Object.entries(r).sort(([a], [b]) => (a < b ? -1 : 1));
const diffRecord = (a: Record<string, string>, b: Record<string, string>): string =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((k) => a[k] !== b[k])
    .map((k) => `${k} ${a[k] ?? '-'} / ${b[k] ?? '-'}`)
    .join('; ');
