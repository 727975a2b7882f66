// `npm run concierge:score`, whole: the engine's report, then the collector on the shared notices and the reviewed bulletins.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScore as runEngineScore, type ScoreOptions, type ScoreReport } from '@shishobako/concierge-engine/score';
import { HELD_OUT, scoreBulletins, scoreSecondTown } from './score-bulletins.ts';
import { scoreNotices } from './score-notices.ts';

/** Own notices of invented municipalities (review/ORIGIN.md). */
const SYNTHETIC: readonly [set: string, note: string][] = [
  ['a', ''],
  ['b', ''],
  ['c', ''],
  ['d', ''],
  ['e', ' (held out)'],
  ['f', ''],
  ['g', ''],
  ['h', ''],
  ['i', ''],
  ['j', ''],
];

const sharedDefault = fileURLToPath(new URL('../../../../shared/', import.meta.url));

export async function runScore(options: ScoreOptions = {}): Promise<ScoreReport> {
  const engine = await runEngineScore(options);
  const collector = runCollectorScore(options.shared ?? sharedDefault);
  return { lines: [...engine.lines, ...collector.lines], passed: engine.passed && collector.passed };
}

export function runCollectorScore(shared: string): ScoreReport {
  const lines: string[] = [];
  let passed = true;
  const say = (name: string, value: number, least: number): void => {
    const fine = value >= least;
    passed &&= fine;
    lines.push(`${fine ? 'ok  ' : 'FAIL'} ${name.padEnd(22)} ${value.toFixed(3)} (at least ${least})`);
  };
  const notices = scoreNotices(join(shared, 'data/notices'));
  if (notices === undefined) lines.push('skip notices                ../shared/data/notices is not there');
  else {
    say('relevance F1', notices.relevance, 0.95);
    say('life events F1', notices.lifeEvents, 0.9);
    say('procedures F1', notices.procedures, 0.85);
    say('deadline dates', notices.dates, 0.95);
    lines.push(
      `     also: date precision ${notices.datesPrecision.toFixed(3)}, relative periods ${notices.relative.toFixed(3)}, kinds F1 ${notices.kinds.toFixed(3)}, titles ${notices.titles.toFixed(3)}, published ${notices.published.toFixed(3)}, telephones F1 ${notices.phones.toFixed(3)}`,
    );
    lines.push(...notices.differences.map((d) => `       ${d}`));
  }
  for (const [set, note] of SYNTHETIC) {
    const n = scoreNotices(fileURLToPath(new URL(`../review/synthetic-${set}`, import.meta.url)));
    if (n === undefined) continue;
    const figures = `relevance F1 ${n.relevance.toFixed(3)}, life events F1 ${n.lifeEvents.toFixed(3)}, procedures F1 ${n.procedures.toFixed(3)}, dates ${n.dates.toFixed(3)}, relative ${n.relative.toFixed(3)}`;
    lines.push(`     synthetic set ${set}        ${String(n.notices).padStart(3)} notices: ${figures}${note}`);
  }
  const bulletins = scoreBulletins(join(shared, 'data/municipal-bulletins/csv'));
  if (bulletins === undefined) lines.push('skip bulletins              ../shared/data/municipal-bulletins is not there');
  else lines.push(`     real bulletins         ${bulletins.collected} articles read, ${bulletins.relevant} relevant`);
  // Sets that were looked at are development material; what they gave at the first look stands in review/ORIGIN.md.
  for (const [set, b] of [...Object.entries(bulletins?.sets ?? {}), ...Object.entries(scoreSecondTown()?.sets ?? {})]) {
    const figures = `agreement ${b.agreement.toFixed(3)}, relevance F1 ${b.relevance.toFixed(3)}, life events F1 ${b.lifeEvents.toFixed(3)}, procedures F1 ${b.procedures.toFixed(3)}`;
    const kind = HELD_OUT.has(set) ? ' (held out)' : ' (seen)';
    lines.push(
      `     reviewed set ${set}         ${String(b.articles).padStart(3)} articles, ${String(b.relevant).padStart(2)} relevant: ${figures}${kind}`,
    );
  }
  return { lines, passed };
}
