// Which of the days in a notice bind the reader: application, online and reservation deadlines, openings, events, relative periods.
import type { IsoDate } from '@shishobako/concierge-engine/calendar';
import { type FoundDate, findDates, type YearHints } from './find-dates.ts';
import { normalise } from './normalise.ts';
import type { Block } from './notice-source.ts';

export type DeadlineKind =
  | 'application-deadline'
  | 'online-deadline'
  | 'period-start'
  | 'event-date'
  | 'reservation-deadline'
  | 'validity-end'
  | 'expired-deadline';
export type Relative = { readonly n: number; readonly unit: 'day' | 'week' | 'month' | 'year' | 'business-day'; readonly anchor: string };
export type FoundDeadline = {
  readonly kind: DeadlineKind;
  readonly raw: string;
  readonly date?: IsoDate;
  readonly relative?: Relative;
  readonly anchorOffset?: { readonly n: number; readonly unit: 'day' | 'week' | 'month' | 'year' };
  readonly mayCloseEarly?: true;
  readonly lateAccepted?: true;
};

const APPLY = /申請|申込|申し込|応募|受け?付け?|募集|届(?![きくい])|提出|返送|回答|請求|申告|手続|納付|参加申|エントリー|登録|更新/;
/** A title of something to apply for; what is named there need not be said again beside each date. */
const APPLY_TITLE = /申請|申込|申し込|受け?付|募集|届|提出/;
const LABEL_END = /(?:期限|締め?切り?|しめきり|〆切り?)[日]?(?:は|が|を|、|:|：|=|＝|\s|】|\])*$/;
const CLOSED =
  /延期|中止|取りやめ|休館|休業|(?<![夏冬春])休み|休止|閉館|閉庁|停止|運休|点検|メンテナンス|利用できません|ご利用いただけません/;
const CAMPAIGN = /運動|週間|月間|強調|旬間/;
const HISTORY = /地震|大雨|豪雨|台風|洪水|暴風|災害|火災|制定|施行|改正|公布|規則|条例|生まれ|以降に|以後に|時点|現在/;
const WHO_DID =
  /^\s*(?:まで)?(?:に|の(?:間|期間)に)[^。、]{0,16}(?:し|され|まれ|出し|入っ|買っ|受け)た[^。、]{0,14}(?:方|人|者|夫婦|世帯|子|もの)(?!は[^。]{0,30}まで)/;
const CONDITION = /^(?:[【[]?(?:対象|資格|要件|応募資格|対象者)|[^。]{0,6}対象[】:：])/;
/** “10時~16時”, “午後5時” and the like after a day. */
const TIME = String.raw`(?:正午|(?:午[前後])?\s*\d{1,2}(?:時(?:\d{1,2}分|半)?|:\d{2}))`;
const TIMES = new RegExp(`^[\\s、,]*(?:の)?(?:${TIME}\\s*(?:~|から|より)\\s*${TIME}(?:まで)?|${TIME})\\s*`);
const UNITS: readonly [RegExp, 'day' | 'week' | 'month' | 'year'][] = [
  [/^(?:日間?)$/, 'day'],
  [/^週間?$/, 'week'],
  [/^(?:か月|カ月|ヶ月|ケ月|箇月|ヵ月|ヵ月)間?$/, 'month'],
  [/^月$/, 'month'],
  [/^年間?$/, 'year'],
];
const UNIT = '日間?|週間?|(?:か|カ|ヶ|ケ|箇|ヵ)月間?|月(?=以内)|年間?';
const unitOf = (text: string): 'day' | 'week' | 'month' | 'year' => UNITS.find(([p]) => p.test(text))?.[1] ?? 'day';

/** Words for the day a period runs from, nearest before it wins. */
const ANCHORS: readonly [RegExp, string][] = [
  [/胎児心拍(?:が|の)?[^。、]{0,8}確認/, 'events.pregnancy.heartbeatConfirmedDate'],
  [/出産予定日|分べん予定日|分娩予定日/, 'events.pregnancy.dueDate'],
  [/(?:生まれた|出生|誕生)(?:した)?日?|出産(?:した)?日|出産後|産後|生後|子(?:ども|供)?が生まれ/, 'events.birth.date'],
  [
    /転出(?:予定)?日?|転入(?:した)?日?|引っ?越し?(?:した)?日?|引越し?|住み始め|転居(?:した)?日?|住むところ|日本(?:を|から)出|帰国|住所(?:が|を)(?:変|移)|住所を定め/,
    'events.moving.date',
  ],
  [/退職(?:した)?日?|離職(?:した)?日?|資格(?:を)?喪失|会社を(?:辞め|やめ)|職場の(?:健康)?保険をやめ/, 'events.leaving.date'],
  [/就職(?:した)?日?|入社|採用|雇(?:い|用)/, 'events.hiring.date'],
  [/葬祭(?:を行った|の)?日?|葬儀(?:を行った|の)?日?|火葬した日/, 'events.death.funeralDate'],
  [/死亡(?:の事実)?を知った|(?:相続|取得)(?:の開始)?[^。、]{0,10}(?:を|の)?知った/, 'events.death.knownDate'],
  [/死亡(?:した)?日?|亡くな(?:った|られた)日?|おくやみ|お悔やみ/, 'events.death.date'],
  [/相続(?:が)?(?:の)?開始/, 'events.death.knownDate'],
  [/婚姻(?:した)?日?|結婚(?:した)?日?|入籍/, 'events.marriage.date'],
  [/離婚(?:した)?日?/, 'events.divorce.date'],
  [/(?:被災|災害|罹災|り災|発災)(?:した|の)?日?/, 'events.disaster.date'],
  [/(?:購入|(?<!資格)取得|譲渡|廃車|名義変更)(?:した)?日?/, 'events.vehicle.date'],
  [/新築|家屋を取得/, 'events.home.acquisitionDate'],
  [/開業|事業を(?:始め|開始)/, 'events.business.startDate'],
  [
    /(?:収集|利用|使用)を?(?:希望(?:する)?|始め(?:たい|る)|開始する)日|(?:利用|使用)する(?=\d)|使用を?(?:開始|中止)|利用(?:希望|開始|予定)?日|利用を希望する日|使用日|宿泊日/,
    'use-date',
  ],
  [/来庁(?:日)?|(?<=予約[^。]{0,8})希望日|来所(?:日)?|来館(?:日)?|訪問日|予約日|ご来/, 'visit-date'],
  [/返納(?:した)?日?/, 'licence-return-date'],
  [/申請(?:した|の)?(?:日|時)/, 'application-date'],
  [/(?:支払|支払い|領収|診療)(?:った)?(?:日|月)/, 'payment-date'],
  [/(?:接種|受診)(?:した)?日/, 'visit-date'],
  [/(?:通知|決定)(?:を受け)?[^。]{0,6}(?:受け取った|日)/, 'decision-date'],
  [/(?:満了|有効期限)/, 'events.care.expiryDate'],
];

/** 取得 and 購入 are said of houses as of cars. */
const HOUSE = /^(?=[\s\S]*(?:家屋|住宅|住まい|マイホーム|土地|建物))(?![\s\S]*(?:車|バイク|原付))/;

function anchorOf(before: string, heading: string, title: string): string {
  let best: { at: number; anchor: string } | undefined;
  for (const [pattern, anchor] of ANCHORS) {
    for (const m of before.matchAll(new RegExp(pattern, 'g')))
      if (best === undefined || m.index + m[0].length > best.at) best = { at: m.index + m[0].length, anchor };
  }
  if (best?.anchor === 'events.vehicle.date' && HOUSE.test(`${title}${heading}${before}`)) return 'events.home.acquisitionDate';
  if (best !== undefined) return best.anchor;
  const inHeads = (text: string): string[] => [...new Set(ANCHORS.filter(([p]) => p.test(text)).map(([, a]) => a))];
  const heads = inHeads(heading);
  const titles = heads.length > 0 ? heads : inHeads(title);
  return titles.length === 1 ? (titles[0] ?? 'event') : 'event';
}

/** `relevant`: whether the notice is about a procedure; a range in another one is no application period. */
export function findDeadlines(title: string, blocks: readonly Block[], hints: YearHints, relevant: boolean): FoundDeadline[] {
  const found: FoundDeadline[] = [];
  const plainTitle = normalise(title);
  for (const block of blocks) {
    if (block.kind === 'contact' && !/(?:まで|締切|期限)/.test(block.text)) continue;
    const heading = normalise(block.heading);
    const text = normalise(block.text);
    let start = 0;
    for (const sentence of sentences(text)) {
      found.push(...absolute(sentence, text.slice(0, start), heading, plainTitle, hints, relevant, block.kind));
      found.push(...relativeIn(sentence, heading, plainTitle));
      start += sentence.length;
    }
  }
  // “接種は令和7年3月31日まで” in a title binds as in the text.
  if (/まで|期限|締め?切|必着/.test(plainTitle))
    for (const d of absolute(plainTitle, '', '', plainTitle, hints, relevant, 'paragraph'))
      if (d.kind.endsWith('deadline') && !found.some((f) => f.date === d.date)) found.push(d);
  const early = blocks.some((b) => /(?:予算|定員|なくなり|達し)[^。]{0,12}(?:次第|時点)[^。]{0,10}(?:終了|締)/.test(b.text));
  const late = blocks.some((b) => /(?:締切|期限)後も[^。]{0,8}受け?付/.test(b.text));
  return unique(found).map((d) => ({
    ...d,
    ...(early && d.kind === 'application-deadline' && d.date !== undefined ? { mayCloseEarly: true as const } : {}),
    ...(late && d.kind === 'application-deadline' && d.date !== undefined ? { lateAccepted: true as const } : {}),
  }));
}

/** Full stops inside brackets do not end a sentence. */
function sentences(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if ('(（'.includes(c)) depth += 1;
    else if (')）'.includes(c)) depth = Math.max(0, depth - 1);
    else if (c === '\n' || (c === '。' && depth === 0)) {
      out.push(text.slice(from, i + 1));
      from = i + 1;
      depth = 0;
    }
  }
  return from < text.length ? [...out, text.slice(from)] : out;
}

function absolute(
  sentence: string,
  before: string,
  heading: string,
  title: string,
  hints: YearHints,
  relevant: boolean,
  kind: Block['kind'],
): FoundDeadline[] {
  const dates = findDates(sentence, hints);
  return dates.flatMap((d, i): FoundDeadline[] => {
    const lead = sentence.slice(Math.max(0, d.from - 30), d.from);
    const tail = sentence.slice(d.to, d.to + 40).replace(TIMES, '');
    const deadline = decideKind(
      d,
      dates[i - 1],
      dates[i + 1],
      sentence,
      lead,
      tail,
      `${before.slice(-40)}`,
      heading,
      title,
      relevant,
      kind,
    );
    return deadline === undefined ? [] : [{ kind: deadline, date: d.date, raw: d.raw }];
  });
}

function decideKind(
  d: FoundDate,
  previous: FoundDate | undefined,
  next: FoundDate | undefined,
  sentence: string,
  lead: string,
  tail: string,
  before: string,
  heading: string,
  title: string,
  relevant: boolean,
  kind: Block['kind'],
): DeadlineKind | undefined {
  if (
    /^\s*[)）]?\s*(?:現在|時点|以[後降前]|生まれ|付け|号|発行|更新|掲載|施行|告示|公布|の(?:地震|大雨|豪雨|台風|災害|洪水|火災|暴風)|分)/.test(
      tail,
    ) ||
    /(?:更新日?|掲載日?|発行日?|公開日?|登録日|作成日|達する日以後の最初の|到達後最初の|最初の)[\s:：]*$/.test(lead)
  )
    return undefined;
  // What a correction takes back, and what began some time ago.
  const rest = sentence.slice(d.to);
  if (
    /[(（【「]誤[)）】」][\s:：]*$/.test(lead) ||
    (/^\s*(?:から|に)[^。~]{0,60}(?:義務(?:化|に)|(?:始まり|変わり|なり|され|改正し)ました)/.test(rest) &&
      !/(?:受け?付け?|申請|申込み?)は[^。]{0,6}$/.test(lead))
  )
    return undefined;
  if (CONDITION.test(sentence) && !/(?:申請|申込|受付)期[間限]/.test(sentence)) return undefined;
  if (/^\s*(?:で|に)[^。]{0,4}(?:受け?付け?|申請|募集|申し?込み?)[^。]{0,6}(?:終了し|締め?切り)ました/.test(rest))
    return 'expired-deadline';
  if (/(?:で|に)(?:有効期限|効力)?[^。]{0,6}(?:切れ(?:て|ま)|終了しました|失効|廃止)/.test(tail)) return undefined;
  const gap = next === undefined ? '' : sentence.slice(d.to, next.from);
  const opensRange =
    next !== undefined &&
    next.from - d.to < 22 &&
    /^(?:\s*(?:\d{1,2}(?::\d{2}|時\d{0,2}分?)|午[前後]\d{1,2}時?|正午))?\s*(?:~|から|より)/.test(gap);
  const endsRange =
    previous !== undefined &&
    d.from - previous.to < 22 &&
    !/[(（【「]正[)）】」]/.test(sentence.slice(previous.to, d.from)) &&
    /(?:~|から|より)\s*(?:翌日?)?$/.test(sentence.slice(previous.to, d.from).replace(/[(（【][^)）】]*[)）】]/g, ''));
  // “…までに婚姻届を出した39歳以下の夫婦” says who, not by when.
  if (WHO_DID.test(opensRange && next !== undefined ? sentence.slice(next.to) : rest)) return undefined;
  if (/^\s*(?:で|に)(?:終わりま|満了しま)/.test(tail) && /証|期[間限]/.test(lead)) return 'validity-end';
  const ranged = opensRange || endsRange || /^\s*(?:から|以降)/.test(rest);
  const near = `${heading} ${before} ${lead}`;
  const context = `${heading}${sentence}`;
  const applying =
    APPLY.test(context) ||
    /期間|締切|期限|締め切/.test(near) ||
    /^[^。]{0,12}まで(?:に)?[^。]{0,40}(?:ください|お願いします|必要です)/.test(rest) ||
    (ranged && relevant && APPLY_TITLE.test(title));
  const until =
    /^[^。、\d]{0,6}(?:まで|迄|必着|消印|締め?切|〆切|\(?必着)/.test(tail) ||
    LABEL_END.test(`${lead}`.replace(/[\s　]+$/, ' ')) ||
    /(?:期限|締切)[\s:：=＝]*$/.test(lead) ||
    (endsRange && applying);
  const online = /(?:電子申請|オンライン|インターネット|ネット|Web|WEB|web|スマホ|電子申込)[^。、]{0,14}$/.test(lead);
  const reservation = /予約/.test(sentence) && !/予約不要|予約は?不要/.test(sentence) && until;
  if (/納期限?(?:は|が|[\s:：=＝])*$/.test(lead)) return 'event-date';
  if (CLOSED.test(sentence) && !/(?:申請|申込|受付)期[間限]/.test(sentence)) return undefined;
  if (CAMPAIGN.test(`${title}${sentence}`) && (opensRange || endsRange) && !/申[請込]|申し込/.test(sentence)) return undefined;
  if (
    HISTORY.test(tail.slice(0, 10)) ||
    (HISTORY.test(sentence) && !until && !APPLY.test(tail) && !applying && !(d.weekday && /は\s*$/.test(lead)))
  )
    return undefined;
  if (until) {
    if (/有効期[間限]/.test(lead) && !APPLY.test(tail)) return 'validity-end';
    if (reservation && !/申請期限|申込期限/.test(sentence)) return 'reservation-deadline';
    if (!applying && (endsRange || /開催|展示|期間/.test(context))) return undefined;
    return online ? 'online-deadline' : 'application-deadline';
  }
  if (/^\s*(?:から|より|以降|~)/.test(tail) && (applying || opensRange))
    return applying && !/開催|実施(?:日|します)|会期/.test(sentence) ? 'period-start' : undefined;
  if (endsRange || opensRange) return undefined;
  // Days on which something takes place: a weekday beside them, a table of dates, or words of holding it.
  const bracketed = (sentence.slice(0, d.from).match(/[(（]/g)?.length ?? 0) > (sentence.slice(0, d.from).match(/[)）]/g)?.length ?? 0);
  const label =
    /^(?:に)?(?:開催|実施)/.test(tail) ||
    /(?:日時|とき|日程|日にち|開札|期日|実施日|開催日|試験日?|投票日|健診日|納期限?|振込日|支給日)[\s:：=＝]*$/.test(lead);
  const event =
    d.weekday ||
    label ||
    /(?:開催|実施|行います|受け付けます|開庁|開け(?:ます|て)|開設|会場|集合|本会議|開札|相談会|説明会|お越し)/.test(sentence);
  if (bracketed && !label && !/受付|開催/.test(lead)) return undefined;
  return event && (relevant || d.weekday || label) && kind !== 'contact' ? 'event-date' : undefined;
}

function relativeIn(sentence: string, heading: string, title: string): FoundDeadline[] {
  const out: FoundDeadline[] = [];
  const taken: [number, number][] = [];
  const free = (from: number, to: number): boolean => taken.every(([a, b]) => to <= a || from >= b);
  const add = (m: RegExpMatchArray, make: () => FoundDeadline): void => {
    const from = m.index ?? 0;
    if (!free(from, from + m[0].length)) return;
    taken.push([from, from + m[0].length]);
    out.push(make());
  };
  const anchorBefore = (m: RegExpMatchArray): string => anchorOf(sentence.slice(0, (m.index ?? 0) + m[0].length), heading, title);
  const rawOf = (m: RegExpMatchArray): string => m[0].replace(/^[、。\s(（]+/, '');

  for (const m of sentence.matchAll(/(\d+)(年)(?:と)?(\d+)((?:か|カ|ヶ|ケ|箇|ヵ)月)前まで[^。]{0,10}さかのぼ[^。]*/g)) {
    add(m, () => ({
      kind: 'application-deadline',
      raw: m[0].replace(/[。]$/, ''),
      relative: { n: Number(m[1]) * 12 + Number(m[3]), unit: 'month', anchor: 'contribution-month' },
    }));
  }
  for (const m of sentence.matchAll(
    new RegExp(`[^、。:：()（）\\s]{0,14}の(\\d+)(${UNIT})前(?:の日)?から(?:起算して|数えて)?(\\d+)(${UNIT})(?:以内)?`, 'g'),
  )) {
    add(m, () => ({
      kind: 'application-deadline',
      raw: rawOf(m),
      relative: { n: Number(m[3]), unit: unitOf(m[4] ?? ''), anchor: anchorBefore(m) },
      anchorOffset: { n: -Number(m[1]), unit: unitOf(m[2] ?? '') },
    }));
  }
  for (const m of sentence.matchAll(
    new RegExp(
      `[^、。:：()（）]{0,18}?(\\d+)(${UNIT}|(?:開庁|営業)日)前(?:の日)?(?:[(（]([^)）]*)[)）])?(まで|から)(?:[(（]([^)）]*)[)）])?`,
      'g',
    ),
  )) {
    const business = /土|休|祝|閉庁|営業日|開庁日/.test(`${m[3] ?? ''}${m[5] ?? ''}`) || /(?:開庁|営業)日/.test(m[0]);
    const until = m[4] === 'まで';
    if (!until && !/(?:申請|届|受付|受け付け|申込|手続|予約|提出|更新|できます)/.test(`${sentence.slice(m.index)}${title}`)) continue;
    const kind: DeadlineKind = !until ? 'period-start' : /予約/.test(sentence) ? 'reservation-deadline' : 'application-deadline';
    const title_ = anchorOf(sentence.slice(0, m.index + m[0].length), heading, title);
    add(m, () => ({
      kind,
      raw: rawOf(m),
      relative: { n: -Number(m[1]), unit: business && unitOf(m[2] ?? '') === 'day' ? 'business-day' : unitOf(m[2] ?? ''), anchor: title_ },
    }));
  }
  for (const m of sentence.matchAll(
    new RegExp(
      `(?:[^、。:：()（）「」]{0,16}(?:から(?:起算して|数えて)?|後|より|の翌日から))?(\\d+)\\s*(${UNIT}|(?:開庁|営業)日)\\s*以内`,
      'g',
    ),
  )) {
    if (
      /(?:過去|受診|勤続|加入|婚姻|経過|築|有効期[間限])[^。]{0,6}$/.test(sentence.slice(Math.max(0, m.index - 8), m.index)) ||
      /^(?:の(?:もの|写真|書類)|に(?:撮影|発行|作成|交付)(?:した|され))/.test(sentence.slice(m.index + m[0].length)) ||
      /^に[^。、]{0,10}(?:結果|通知|届き(?!出)|お?知らせ|発送|交付し|振り?込|支給し|送り|送付し)|^に、?[^。]{0,40}(?:届きます|届く|郵送します|お?送りします|送付します)/.test(
        sentence.slice(m.index + m[0].length),
      ) ||
      /^(?:の|に(?:生まれ|転入した|購入))(?:お母|方|人|者|お?子|世帯|赤ちゃん|夫婦|女性)/.test(sentence.slice(m.index + m[0].length))
    )
      continue;
    add(m, () => ({
      kind: 'application-deadline',
      raw: rawOf(m),
      relative: {
        n: Number(m[1]),
        unit: /(?:開庁|営業)日/.test(m[2] ?? '') ? 'business-day' : unitOf(m[2] ?? ''),
        anchor: anchorBefore(m),
      },
    }));
  }
  for (const m of sentence.matchAll(
    /[^、。:：()（）]{0,16}(?:日|とき|時|月|て)(?:の翌日)?から(?:起算して|数えて)?\s*(\d+)\s*(年|(?:か|カ|ヶ|ケ|箇|ヵ)月)(?:の?間|で|を(?:経過|過ぎ)|$|[。、])/g,
  )) {
    if (!/期限|時効|まで|申請|請求|申し?込/.test(`${heading}${sentence}`)) continue;
    add(m, () => ({
      kind: 'application-deadline',
      raw: rawOf(m).replace(/[。、]$/, ''),
      relative: { n: Number(m[1]), unit: unitOf(m[2] ?? ''), anchor: anchorBefore(m) },
    }));
  }
  for (const m of sentence.matchAll(/[^、。:：()（）]{0,18}?(?:の|する)?前日(?:[(（]([^)）]*)[)）])?まで/g)) {
    const business = /土|休|祝|閉庁|営業日|開庁日/.test(m[1] ?? '');
    add(m, () => ({
      kind: /予約/.test(sentence) ? 'reservation-deadline' : 'application-deadline',
      raw: rawOf(m),
      relative: { n: -1, unit: business ? 'business-day' : 'day', anchor: anchorBefore(m) },
    }));
  }
  for (const m of sentence.matchAll(/(?<![月\d])(\d{1,2})日\s*までに/g)) {
    add(m, () => ({ kind: 'application-deadline', raw: m[0], relative: { n: Number(m[1]), unit: 'day', anchor: anchorBefore(m) } }));
  }
  for (const m of sentence.matchAll(/(?:助成|支給|給付|認定|手当)は[、]?\s*申請(?:した|の)(?:日|月)から/g)) {
    add(m, () => ({
      kind: 'application-deadline',
      raw: m[0],
      relative: { n: 0, unit: m[0].endsWith('月から') ? 'month' : 'day', anchor: 'application-date' },
    }));
  }
  return out;
}

function unique(list: readonly FoundDeadline[]): FoundDeadline[] {
  const seen = new Map<string, FoundDeadline>();
  for (const d of list) {
    const key =
      d.date === undefined ? JSON.stringify([d.relative?.n, d.relative?.unit, d.relative?.anchor, d.anchorOffset]) : `${d.date} ${d.kind}`;
    if (!seen.has(key)) seen.set(key, d);
  }
  return [...seen.values()];
}
