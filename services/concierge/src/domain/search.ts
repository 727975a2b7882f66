// Search by life event, keyword and everyday words (CON-25). Every point is given by a rule and said in the answer: nothing is learnt, nothing is hidden.
import type { Catalogue, LifeEvent, Procedure } from '@shishobako/concierge-engine/catalogue-schema';
import type { SearchHit, SearchReason } from '@shishobako/contracts/concierge-api';
import { z } from 'zod';
import { letterPairs, makeNormalise, type Words, weighty } from './search-words.ts';
import { orderSteps, withEarlier } from './step-order.ts';

const Lists = z.record(z.string(), z.strictObject({ ja: z.array(z.string()), en: z.array(z.string()) }));
export const EverydayWords = z.strictObject({
  about: z.string(),
  spellings: z.array(z.tuple([z.string(), z.string()])),
  events: Lists,
  procedures: Lists,
});
export type EverydayWords = z.infer<typeof EverydayWords>;

type Phrase = { readonly shown: string; readonly parts: readonly string[]; readonly english: boolean };
type Entry = {
  readonly kind: 'life-event' | 'procedure';
  readonly id: string;
  readonly record: LifeEvent | Procedure;
  readonly name: string;
  readonly pairs: ReadonlySet<string>;
  readonly english: readonly string[];
  readonly phrases: readonly Phrase[];
  readonly documents: readonly { readonly name: string; readonly shown: string }[];
  readonly description: string;
};
export type Search = (query: string, limit: number) => { readonly compared: string; readonly hits: SearchHit[] };

/** Points of each rule; a longer meeting counts more. */
const POINTS = {
  everyday: 50,
  everydayLetter: 4,
  english: 44,
  name: 100,
  part: 48,
  letters: 36,
  document: 30,
  description: 16,
  event: 6,
} as const;

export function makeSearch(catalogue: Catalogue, words: EverydayWords): Search {
  const normalise = makeNormalise(words.spellings);
  const evidence = new Map(catalogue.evidenceTypes.map((e) => [e.id, e.name.ja]));
  const bare = (name: string): string => normalise(name.replace(/[（(][^）)]*[）)]/g, '')).text;
  const phrases = (lists: { ja: readonly string[]; en: readonly string[] } | undefined): Phrase[] => [
    ...(lists?.ja ?? []).map((shown) => ({ shown, parts: shown.split(' ').map((part) => normalise(part).text), english: false })),
    ...(lists?.en ?? []).map((shown) => ({ shown, parts: shown.split(' '), english: true })),
  ];
  const entry = (kind: Entry['kind'], record: LifeEvent | Procedure, rest: Pick<Entry, 'documents' | 'description'>): Entry => {
    const name = bare(record.name.ja);
    const english = weighty(normalise(record.name.en).english);
    const own = kind === 'life-event' ? words.events[record.id] : words.procedures[record.id];
    return { kind, id: record.id, record, name, pairs: letterPairs(name), english, phrases: phrases(own), ...rest };
  };
  const entries = [
    ...catalogue.lifeEvents.map((e) => entry('life-event', e, { documents: [], description: normalise(e.description?.ja ?? '').text })),
    ...catalogue.procedures.map((p) =>
      entry('procedure', p, {
        documents: p.produces.flatMap((id) => {
          const shown = evidence.get(id) ?? '';
          const name = bare(shown);
          return name.length >= 3 ? [{ name, shown }] : [];
        }),
        description: normalise(`${p.description?.ja ?? ''}${p.eligibility.plain.ja}`).text,
      }),
    ),
  ];

  return (query, limit) => {
    const asked = normalise(query);
    const core = asked.text.replace(
      /(?:したい|する|した|して|です|ます|ました|んだ|について|とき|時|の?手続き?|方法|やり方|どうすれば|必要|を|が|は|に|の)+$/u,
      '',
    );
    const scored = entries
      .map((e) => ({ entry: e, why: reasons(e, asked, core) }))
      .filter(({ why }) => why.length > 0)
      .map((found) => ({ ...found, score: sum(found.why) }));
    const events = new Map(scored.filter((s) => s.entry.kind === 'life-event' && s.score >= POINTS.everyday).map((s) => [s.entry.id, s]));
    for (const found of scored) {
      const record = found.entry.record;
      if (!('isGroupedBy' in record)) continue;
      const through = record.isGroupedBy.flatMap((id) => events.get(id) ?? [])[0];
      if (through === undefined) continue;
      found.why.push({ rule: 'event', words: through.entry.record.name.ja, points: POINTS.event });
      found.score += POINTS.event;
    }
    const best = scored
      .sort((a, b) => b.score - a.score || (a.entry.kind === b.entry.kind ? 0 : a.entry.kind === 'life-event' ? -1 : 1))
      .slice(0, limit);
    const floor = (best[0]?.score ?? 0) * 0.3;
    const hits = best
      .filter((b) => b.score >= Math.max(10, floor))
      .map(({ entry: e, why, score }) => ({
        kind: e.kind,
        id: e.id,
        name: e.record.name,
        score: Math.round(score),
        why,
        steps: orderSteps(
          catalogue,
          'isGroupedBy' in e.record ? withEarlier(catalogue, e.id) : catalogue.procedures.filter((p) => p.isGroupedBy.includes(e.id)),
        ),
      }));
    return { compared: [asked.text, ...asked.english].filter((t, i) => i === 0 || !asked.text.includes(t)).join(' '), hits };
  };
}

const sum = (why: readonly SearchReason[]): number => why.reduce((total, reason) => total + reason.points, 0);

function reasons(e: Entry, asked: Words, core: string): SearchReason[] {
  const why: SearchReason[] = [];
  const give = (rule: SearchReason['rule'], words: string, points: number): void =>
    void why.push({ rule, words, points: Math.round(points) });
  let best: { phrase: Phrase; points: number } | undefined;
  for (const phrase of e.phrases) {
    const points = meets(phrase, asked);
    if (points !== undefined && points > (best?.points ?? 0)) best = { phrase, points };
  }
  if (best !== undefined) give('everyday-words', best.phrase.shown, best.points);
  if (core.length >= 2 && e.name === core) give('name', e.record.name.ja, POINTS.name);
  else if (core.length >= 2 && e.name.length >= 2 && (asked.text.includes(e.name) || e.name.includes(core))) {
    const share = Math.min(e.name.length, core.length) / Math.max(e.name.length, core.length);
    give('name-part', e.record.name.ja, POINTS.part * (0.4 + 0.6 * share));
  } else {
    const alike = overlap(letterPairs(core), e.pairs);
    if (alike >= 0.5) give('letters', e.record.name.ja, POINTS.letters * alike);
  }
  const inEnglish = weighty(asked.english);
  const met = e.english.filter((word) => inEnglish.some((w) => sameStem(w, word)));
  if (met.length > 0 && inEnglish.length > 0) {
    const share = met.length / Math.max(inEnglish.length, Math.min(e.english.length, 5));
    if (share >= 0.3) give('name-part', met.join(' '), POINTS.english * share);
  }
  const document = e.documents.find((d) => core.length >= 3 && (asked.text.includes(d.name) || d.name.includes(core)));
  if (document !== undefined)
    give('document', document.shown, POINTS.document * Math.min(1, 0.4 + (core.length / document.name.length) * 0.6));
  if (core.length >= 2 && e.description.includes(core)) give('description', core, POINTS.description);
  return why;
}

/** All parts must be there; more letters met, more points. */
function meets(phrase: Phrase, asked: Words): number | undefined {
  if (phrase.english) {
    if (
      !phrase.parts.every((part) =>
        asked.english.some((word) =>
          part.length < 4 ? word === part || (part.length === 3 && word.startsWith(part)) : word.startsWith(part),
        ),
      )
    )
      return undefined;
    return POINTS.everyday + Math.min(phrase.parts.join('').length, 14) * 2 + phrase.parts.length * 4;
  }
  if (!phrase.parts.every((part) => asked.text.includes(part))) return undefined;
  return POINTS.everyday + Math.min(phrase.parts.join('').length, 10) * POINTS.everydayLetter;
}

const stem = (word: string): string => word.replace(/(?:ies|ing|ed|es|s|e)$/, '');
const sameStem = (a: string, b: string): boolean => a === b || (a.length > 3 && b.length > 3 && stem(a) === stem(b));

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common += 1;
  return common / Math.min(a.size, b.size) - (Math.min(a.size, b.size) < 2 ? 0.5 : 0);
}
