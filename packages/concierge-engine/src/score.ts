// `npm run concierge:score`, the plan's part: personas, expressions, deadlines, the DMN TCK, invented households, the pack, timing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Deadline } from './catalogue-schema.ts';
import { dueDate } from './deadline.ts';
import { makeEngine } from './engine.ts';
import { makeRuleSet } from './feel/rule-set.ts';
import { packCatalogue } from './pack-catalogue.ts';
import { readCatalogue } from './read-catalogue.ts';
import { defaultCatalogueFolder, readCatalogueFolder } from './read-catalogue-folder.ts';
import { scoreBrowser } from './score-browser.ts';
import { scoreDmn } from './score-dmn.ts';
import { scorePersonas } from './score-personas.ts';
import { histogramSvg } from './testing/histogram.ts';
import { runHouseholds } from './testing/run-households.ts';

export type ScoreOptions = { readonly shared?: string; readonly households?: number; readonly plot?: string };
export type ScoreReport = { readonly lines: readonly string[]; readonly passed: boolean };

const sharedDefault = fileURLToPath(new URL('../../../../shared/', import.meta.url));

/** Prints nothing; the caller prints `lines` and ends with `passed`. */
export async function runScore(options: ScoreOptions = {}): Promise<ScoreReport> {
  const shared = options.shared ?? sharedDefault;
  const lines: string[] = [];
  let passed = true;
  const say = (name: string, fine: boolean, text: string): void => {
    passed &&= fine;
    lines.push(`${fine ? 'ok  ' : 'FAIL'} ${name.padEnd(22)} ${text}`);
  };
  const files = readCatalogueFolder();
  const read = readCatalogue(files);
  if (!read.ok) return { lines: read.error.problems.map((p) => JSON.stringify(p)), passed: false };
  const catalogue = read.value;
  const engine = makeEngine(catalogue);
  if (!engine.ok) return { lines: engine.error.problems.map((p) => JSON.stringify(p)), passed: false };
  say(
    'catalogue',
    true,
    `${catalogue.version}: ${catalogue.procedures.length} procedures, ${catalogue.lifeEvents.length} events, ${catalogue.attributes.length} attributes`,
  );
  const pack = await packCatalogue(files);
  say('packed catalogue', pack.length < 400_000, `${pack.length} bytes of 400000`);
  const expressions = scoreExpressions();
  say('expression tests', expressions.right === expressions.all, `${expressions.right} of ${expressions.all}`);
  const deadlines = scoreDeadlines();
  say('deadline tests', deadlines.right === deadlines.all, `${deadlines.right} of ${deadlines.all}`);
  const personas = scorePersonas(join(shared, 'data/personas'));
  if (personas.length === 0) lines.push('skip personas               ../shared/data/personas is not there');
  for (const p of personas)
    say(
      'persona',
      p.differences.length === 0,
      `${p.persona}: ${p.checks - p.differences.length} of ${p.checks} checks${p.differences.map((d) => `\n       ${d}`).join('')}`,
    );
  const dmn = scoreDmn(join(shared, 'vectors/dmn-tck'));
  if (dmn === undefined) lines.push('skip DMN TCK                ../shared/vectors/dmn-tck is not there');
  else say('DMN TCK', dmn.passed / dmn.total >= 0.9, `${dmn.passed} of ${dmn.total} (${((100 * dmn.passed) / dmn.total).toFixed(1)} %)`);
  const browser = await scoreBrowser(join(shared, 'data/personas'));
  if (browser.kind === 'skipped') lines.push(`skip Chromium               ${browser.reason}`);
  else {
    const b = browser.score;
    const ms = (value: number): string => `${value.toFixed(1)} ms`;
    const plans = `first ${ms(b.firstMedianMs)} (slowest ${ms(b.firstMs)}), median ${ms(b.medianMs)}, slowest persona ${ms(b.worstMedianMs)}, slowest plan ${ms(b.slowestMs)} (less than 50)`;
    const once = `once: catalogue ${ms(b.unpackMs)}, rules ${ms(b.engineMs)}, warm-up ${ms(b.warmUpMs)} in idle moments, longest ${ms(b.blockedMs)}`;
    const text = `${b.plans} plans on a processor slowed 4 times at load ${b.load.toFixed(1)}: ${plans}; ${once}`;
    say('Chromium', b.worstMedianMs < 50, text);
  }
  const run = runHouseholds(catalogue, engine.value, options.households ?? 10_000);
  say(
    'invented households',
    run.faults.length === 0,
    `${run.households} plans, ${run.faults.length} faults, mean ${run.meanMs.toFixed(2)} ms, slowest ${run.slowestMs.toFixed(1)} ms${run.faults
      .slice(0, 5)
      .map((f) => `\n       ${f}`)
      .join('')}`,
  );
  lines.push(...textPlot(run.sizes));
  if (options.plot !== undefined)
    writeFileSync(options.plot, histogramSvg(run.sizes, `Plan sizes of ${run.households} invented households`));
  return { lines, passed };
}

type Tally = { right: number; all: number };

function scoreExpressions(): Tally {
  const Case = z.object({
    feel: z.string(),
    context: z.record(z.string(), z.unknown()),
    expected: z.boolean().nullable(),
    missing: z.array(z.string()),
  });
  const { tests } = z.object({ tests: z.array(Case) }).parse(json('expression-tests.json'));
  const read = readCatalogue(readCatalogueFolder(), { trusted: true });
  if (!read.ok) return { right: 0, all: tests.length };
  const rules = makeRuleSet(read.value.attributes, read.value.library);
  const right = tests.filter((t) => {
    const compiled = rules.rule(t.feel);
    const verdict = compiled.ok ? compiled.rule.decide(t.context) : undefined;
    return verdict?.result === t.expected && [...verdict.missing].sort().join() === [...t.missing].sort().join();
  });
  return { right: right.length, all: tests.length };
}

function scoreDeadlines(): Tally {
  const Case = z.object({
    deadline: Deadline.partial().extend({ type: Deadline.shape.type }),
    anchorDate: z.string().nullable(),
    due: z.string(),
  });
  const { tests } = z.object({ tests: z.array(Case) }).parse(json('deadline-tests.json'));
  return {
    right: tests.filter((t) => dueDate({ ...t.deadline } as Deadline, t.anchorDate ?? undefined) === t.due).length,
    all: tests.length,
  };
}

const json = (name: string): unknown =>
  existsSync(join(defaultCatalogueFolder, name)) ? JSON.parse(readFileSync(join(defaultCatalogueFolder, name), 'utf8')) : { tests: [] };

function textPlot(sizes: readonly number[]): string[] {
  const width = 4;
  const bins: number[] = [];
  for (const s of sizes) bins[Math.floor(s / width)] = (bins[Math.floor(s / width)] ?? 0) + 1;
  const counts = Array.from(bins, (n) => n ?? 0);
  const most = Math.max(1, ...counts);
  return [
    '     plan size  households',
    ...counts.map(
      (n, i) =>
        `     ${`${i * width}-${i * width + width - 1}`.padStart(9)}  ${String(n).padStart(6)} ${'#'.repeat(Math.round((n / most) * 50))}`,
    ),
  ];
}
