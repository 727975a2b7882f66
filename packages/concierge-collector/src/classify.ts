// Which procedures and life events a notice is about, with the words that say so and a confidence (CON-20). Deterministic.
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import { normalise, withoutRubi } from './normalise.ts';
import type { Block, RawNotice } from './notice-source.ts';
import type { ProcedureWords } from './procedure-words.ts';
import { EVENT_WORDS, ONLY_WHEN_NAMED } from './vocabulary-events.ts';
import { OTHER_OFFICE_WORDS } from './vocabulary-other-offices.ts';
import { LESSON, LESSON_TEXT, NEVER, OFF_TOPIC, ON_TOPIC, PAPERS, PROCEDURE_WORDS } from './vocabulary-procedures.ts';

export type Clue = { readonly id: string; readonly where: 'title' | 'text'; readonly words: string };
export type Classified = {
  readonly relevant: boolean;
  readonly procedures: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly clues: readonly Clue[];
  readonly confidence: number;
};
export type Classify = (notice: RawNotice) => Classified;

type Context = {
  readonly own: string;
  readonly all: string;
  readonly where: 'title' | 'text';
  readonly start?: string;
  readonly part?: boolean;
};

export function makeClassify(catalogue: Catalogue): Classify {
  const groups = new Map(catalogue.procedures.map((p) => [p.id, p.isGroupedBy]));
  const areas = new Map(catalogue.lifeEvents.map((e) => [e.id, e.thematicArea]));
  const rules = [...[...PROCEDURE_WORDS, ...OTHER_OFFICE_WORDS].filter((w) => groups.has(w.procedure)), ...namesOf(catalogue)];
  return (notice) => {
    const title = bothForms(withoutRubi(normalise(notice.title)));
    const texts = withoutWho(notice.blocks)
      .filter((b) => b.kind !== 'contact' && !PAPERS.test(b.text) && !PAPERS.test(b.heading))
      .map((b) => ({ heading: normalise(b.heading), text: withoutAsides(withoutOffices(normalise(b.text))) }));
    const page = normalise(notice.context ?? '');
    const contexts: Context[] = [{ own: title, all: `${page}\n${title}`, where: 'title' }];
    let lead = '';
    for (const { heading, text } of texts) {
      // A short line such as “1.国民健康保険” heads what follows it.
      const head = /^(?:\d{1,2}[.．)）]|[(（]\d+[)）]|[■◇◆□●○])/.test(text) && text.length <= 24 ? text : undefined;
      if (head !== undefined) lead = head;
      contexts.push({
        own: `${heading}\n${head === undefined ? lead : ''}\n${text}`,
        all: `${page}\n${title}\n${heading}\n${lead}\n${text}`,
        where: 'text',
        start: text.slice(0, 26),
        part: lead !== '' && head === undefined,
      });
    }
    const hits = new Map<string, Context[]>();
    const titled = new Set<string>();
    const clues: Clue[] = [];
    for (const rule of rules) {
      for (const c of contexts) {
        const words = matches(rule, c);
        if (words === undefined) continue;
        hits.set(rule.procedure, [...(hits.get(rule.procedure) ?? []), c]);
        if (c.where === 'title' || headsPart(rule, c) || (c.part === true && rule.all.some((p) => p.test(title))))
          titled.add(rule.procedure);
        clues.push({ id: rule.procedure, where: c.where, words });
      }
    }
    preferSpecific(hits);
    dropPassing(
      hits,
      titled,
      texts.reduce((n, t) => n + t.text.length, 0),
    );
    const whole = notice.blocks.map((b) => normalise(b.text)).join('\n');
    const body = texts.map((t) => `${t.heading}\n${t.text}`).join('\n');
    const inTitle = [...hits.values()].some((list) => list.some((c) => c.where === 'title'));
    // An official notice has a number for a title; its first lines say what it is about.
    const subject = /(?:告示|公告|公示)第/.test(title) ? `${title}\n${body.slice(0, 160)}` : title;
    const lesson = (LESSON.test(title) || LESSON_TEXT.test(body.slice(0, 160))) && !ON_TOPIC.test(title);
    // What the first sentences offer, to whom.
    const lede = body.trim().slice(0, 110);
    const offTopic = NEVER.test(subject) || lesson || (OFF_TOPIC.test(title) && !ON_TOPIC.test(title) && !inTitle);
    const strong = offTopic
      ? []
      : EVENT_WORDS.filter(
          (w) =>
            w.strong !== undefined &&
            (w.strong.test(subject) ||
              (hits.size === 0 && w.lede?.test(lede) === true) ||
              (hits.size === 0 && w.event === 'disaster' && body.length < 400 && w.strong.test(body))) &&
            w.not?.test(`${subject}\n${body}`) !== true,
        );
    const procedures = offTopic ? [] : [...hits.keys()];
    const events = new Set<string>();
    for (const id of procedures)
      for (const e of eventsFor(
        id,
        groups.get(id) ?? [],
        procedures.length <= 2 ? [] : (hits.get(id) ?? []),
        title,
        `${title}\n${body}`,
        areas,
      ))
        events.add(e);
    if (procedures.length === 0) for (const w of strong) events.add(w.event);
    for (const w of EVENT_WORDS) if (w.beside?.of.some((e) => events.has(e)) === true && w.beside.words.test(whole)) events.add(w.event);
    const relevant =
      procedures.length > 0 || (strong.length > 0 && !/(?:防災|避難|総合|消火)訓練|作品/.test(title) && !/講義|講演|鑑賞/.test(body));
    return {
      relevant,
      procedures,
      lifeEvents: relevant ? [...events] : [],
      clues: clues.filter((c) => procedures.includes(c.id)),
      confidence: confidenceOf(relevant, inTitle, clues.length, offTopic),
    };
  };
}

/** “墓地(第1)の使用者募集” is read with its brackets and without. */
const bothForms = (title: string): string => {
  const bare = title.replace(/[(（][^)）]*[)）]/g, '');
  return bare === title || bare.trim() === '' ? title : `${title}\n${bare}`;
};

/** Offices are whom to ask, not what it is about: 国保年金課, 検査登録事務所. */
const withoutOffices = (text: string): string =>
  text.replace(/[\p{Script=Han}ァ-ヶー々]{1,14}(?:課(?![税題程金])|(?<!関)係(?=[\s(（【]|$|\d|へ|に|で|電話)|事務所)/gmu, '');

/** Asides that name a procedure only to set it apart: “…の方は不要”, “…しない方”, “死亡届の提出後”. */
const withoutAsides = (text: string): string =>
  text
    .replace(/[^、。・(（：:]{1,20}[(（][^)）]{0,80}(?:不可|できません|取り?扱いません)[^)）]{0,80}[)）]/g, '')
    .replace(/[(（][^)）]{0,80}(?:不要|しない|除く|対象外|した方は)[^)）]{0,80}[)）]/g, '')
    .replace(
      /(?<=^|[。、(（])[^。、(（]*(?:届|届出)(?:の提出後|提出後|のあと|の後|時の|を?(?:提出|届け?出|出)(?:された|した|する|いただいた)?(?:際|後|時|とき|方|人))[^。、]*[、。]?/g,
      '',
    )
    .replace(/(?<=^|[。、(（\n])[^。、(（\n]*(?:提出|申請|届出|登録|交付|手続き?)(?:時に?|済み?の?)[^。、\n]*[、。]?/g, '')
    .replace(/[^。、「」(（\n]{0,14}(?:届|証明書|通知書|手帳)(?:の写し|のコピー)/g, '')
    .replace(/(?<=^|[。、(（\n])[^。、(（\n]*(?:届|届出)のとき(?=[にの])/g, '')
    .replace(/(?<=^|。)[^。]*(?:など|等|人|方|者)を除(?:いて|き)、?/g, '')
    // Who already draws something, or has passed to another scheme, is described and not addressed.
    .replace(/(?<=^|[。、(（])[^。、(（]*(?:など|等|のみ|だけ)を(?:受給|利用)して(?:い|お)る(?:方|人|世帯|者)[^。、]*/g, '')
    .replace(/(?<=^|[\n。、(（・])[^。、(（\n]*を(?:受給し|受け)て(?:い|お)る(?:方|人|世帯|者)(?=$|[\n、。)）(（・])/gm, '')
    .replace(/(?<=^|[。、(（・])[^。、(（・]*(?:から|に|へ)移行した(?:方|人|世帯|者)[^。、・]*/g, '')
    .replace(/(?<=^|。)[^。]*(?:受付のみ|届きません|できません|対象(?:外|になりません)|に必要(?:となります|です|な書類です))。?/g, '')
    .replace(/(?<=^|。)[^。]*(?:利用する|お持ちの|登録済みの)方は、?(?:申請|手続き?)?は?不要(?:です)?。?/g, '')
    .replace(/「[^」]{0,80}(?:お知らせ|資格情報)[^」]{0,80}」/g, '');

function matches(rule: ProcedureWords, c: Context): string | undefined {
  if (rule.not?.test(c.all) === true) return undefined;
  const found = rule.all.map((p) => p.exec(c.all)?.[0]);
  if (found.some((f) => f === undefined)) return undefined;
  // The title and the heading give the context; some of it has to stand in the block itself.
  const own = rule.all.some((p) => p.test(c.own));
  return own ? found.join(' + ') : undefined;
}

/** Who may apply; names other procedures only to say so. */
const WHO =
  /^[【▽○●・■◇◆※\s]*(?:(?:助成|補助|支給|給付|交付|減免|利用)?対象(?!経費)(?:者|世帯|となる方|の(?!手続|申請|届|業務|サービス|税|給付|補助|助成)[^。：:]{1,6})?|(?:応募|受験|受給|申込|申請|必要な)?資格|要件|条件|定員|申請者|申請できる(?:人|方)|職務内容)(?:[】\s:：=＝…]|$)/;
const ITEM = /^[\s]*(?:[(（]\d+[)）]|[①-⑳・]|\d+[.．])/;

/** The lines under “対象” or “次の全てを満たす人” are left out with their heading, up to the next that is no item of theirs. */
function withoutWho(blocks: readonly Block[]): Block[] {
  let inside = false;
  return blocks.filter((b) => {
    const text = normalise(b.text);
    if (WHO.test(text)) {
      inside = /^[^。]{0,14}$|次の|いずれか|全てを満たす|すべてを満たす|該当/.test(text);
      return false;
    }
    // Right under a bare heading one sentence stands for the list.
    if (inside && !ITEM.test(text)) {
      inside = false;
      return !/^[^。]{2,60}(?:人|方|者|妊婦|世帯)(?:[(（][^)）]*[)）])?。?$/.test(text);
    }
    return !inside && !WHO.test(b.heading);
  });
}

/** “(1)健康保険を任意継続する…” begins a part of its own. */
const headsPart = (rule: ProcedureWords, c: Context): boolean =>
  c.start !== undefined && /^(?:[(（]\d|\d{1,2}[.．)）]|[①-⑳])/.test(c.start) && rule.all.some((p) => p.test(c.start ?? ''));

/** In a long text one passing word is not what it is about, unless it heads a part or the title speaks of it too. */
function dropPassing(hits: Map<string, Context[]>, titled: ReadonlySet<string>, length: number): void {
  if (length < 600) return;
  for (const [id, contexts] of hits) if (contexts.length === 1 && contexts[0]?.where === 'text' && !titled.has(id)) hits.delete(id);
}

/** The narrower procedure, the wider, and the words that say the wider is meant as well. */
const SPECIFIC: readonly [specific: string, general: string, both?: RegExp][] = [
  ['moped-scrap-moving-out', 'moped-scrap', /譲渡|盗難|廃棄/],
  ['nhi-moving-out', 'nhi-enrolment'],
  ['moving-in-from-abroad', 'moving-in-notification'],
  ['nursery-for-all-application', 'nursery-application'],
  ['high-cost-medical-claim-heirs', 'high-cost-medical-refund'],
  ['dependent-nhi-after-75', 'nhi-enrolment', /退職|離職|転入/],
];

/** In one and the same block the narrower procedure stands for the wider one. */
function preferSpecific(hits: Map<string, Context[]>): void {
  for (const [specific, general, both] of SPECIFIC) {
    const narrow = hits.get(specific);
    const wide = hits.get(general)?.filter((c) => narrow?.includes(c) !== true || both?.test(c.own) === true);
    if (narrow === undefined || wide === undefined) continue;
    if (wide.length === 0) hits.delete(general);
    else hits.set(general, wide);
  }
}

/** What an employer is told about is the employee's leaving, not the reader's own. */
const EMPLOYER = /事業主|事業所の(?:皆|方)|従業員|特別徴収義務者|給与支払者/;
const OF_THE_WORKER: ReadonlySet<string> = new Set(['job-leaving', 'employment-start']);

/** Cards and certificates for everybody. */
const cards: ReadonlySet<string> = new Set([
  'my-number-card-application',
  'signing-certificate-reissue',
  'family-register-certificate-issue',
  'bulky-waste-collection',
]);

function eventsFor(
  id: string,
  group: readonly string[],
  contexts: readonly Context[],
  title: string,
  whole: string,
  areas: ReadonlyMap<string, string>,
): readonly string[] {
  const near = contexts.map((c) => c.all).join('\n');
  // Of two events the first is the usual one; it needs no word of its own.
  const first = group.length <= 2 ? group.slice(0, 1).filter((e) => !ONLY_WHEN_NAMED.has(e) || e.startsWith('turning-')) : [];
  const employer = EMPLOYER.test(title);
  const named = (text: string): string[] =>
    EVENT_WORDS.filter((w) => group.includes(w.event) && w.mention.test(text) && !(employer && OF_THE_WORKER.has(w.event))).map(
      (w) => w.event,
    );
  // What is named only in passing (who moves in may apply as well) does not take the place of the usual event.
  const withUsual = (events: readonly string[]): readonly string[] => {
    const lead = group[0];
    const usual =
      lead !== undefined &&
      group.length <= 3 &&
      named(title).length === 0 &&
      !ONLY_WHEN_NAMED.has(lead) &&
      events.every((e) => ONLY_WHEN_NAMED.has(e))
        ? [lead]
        : [];
    return [...new Set([...first, ...usual, ...events])];
  };
  const here = named(near);
  if (here.length > 0) return withUsual(here);
  const anywhere = named(whole);
  if (anywhere.length > 0) return withUsual(anywhere);
  // A procedure of many occasions (a card, a certificate) is about none of them until one is named.
  if (cards.has(id)) return [];
  if (group.length >= 4 && new Set(group.map((e) => areas.get(e))).size >= 3) return [];
  // Nothing named: the first event and those of its own area of life; who else may apply is not what the notice is about.
  const leads = group.filter((e, at) => !ONLY_WHEN_NAMED.has(e) || (at === 0 && !e.startsWith('moving-')));
  const usual = leads.filter((e) => areas.get(e) === areas.get(leads[0] ?? ''));
  if (usual.length > 0) return usual;
  const settled = group.filter((e) => !e.startsWith('moving-'));
  return group.length <= 2 && settled.length > 0 ? settled : group.slice(0, 2);
}

/** Official names that belong to one procedure alone. */
function namesOf(catalogue: Catalogue): ProcedureWords[] {
  const documents = new Set(catalogue.evidenceTypes.map((e) => e.name.ja));
  const keys = catalogue.procedures
    .filter((p) => p.filedBy === 'applicant')
    .map((p) => ({
      id: p.id,
      key: p.name.ja
        .replace(/[(（][^)）]*[)）]/g, '')
        .replace(/[・\s].*$/, '')
        .replace(
          /(?:の)?(?:利用|支給|交付|認定|新規|受給資格の?)?(?:申請|請求|申込み|申立て|申出|届出|手続|登録|加入|提出|申告|届|作成|契約|請求書?)?$/,
          '',
        )
        .replace(/の$/, ''),
    }));
  const count = new Map<string, number>();
  for (const { key } of keys) count.set(key, (count.get(key) ?? 0) + 1);
  const covered = new Set([...PROCEDURE_WORDS, ...OTHER_OFFICE_WORDS].map((w) => w.procedure));
  const unique = keys.filter(
    ({ id, key }) =>
      key.length >= 5 &&
      count.get(key) === 1 &&
      !documents.has(key) &&
      !covered.has(id) &&
      !keys.some((k) => k.key !== key && k.key.includes(key)),
  );
  return unique.map(({ id, key }) => ({
    procedure: id,
    all: [new RegExp(`(?<!\\p{Script=Han})${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u')],
  }));
}

function confidenceOf(relevant: boolean, inTitle: boolean, clues: number, offTopic: boolean): number {
  if (!relevant) return offTopic ? 0.9 : 0.7;
  return Math.min(0.98, (inTitle ? 0.8 : 0.55) + Math.min(clues, 6) * 0.03);
}
