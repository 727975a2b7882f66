// A citizen's box in memory, for the screen sheet alone: it is in no door's build. People and agencies are fictional.
import type { AccessEvent, AgencyName } from '@shishobako/contracts/citizen-api';
import type { EnvelopeHeader, SealedHeader } from '@shishobako/contracts/envelope';
import type { ReaderConfig } from '@shishobako/contracts/reader-config';
import type { Receipt } from '@shishobako/contracts/receipt';
import { makeMemoryStore } from '@shishobako/device/device-store';
import type { Letter } from '@shishobako/device/list-letters';
import type { OpenedLetter, OpenedPart } from '@shishobako/device/open-letter';
import { makeProfileStore } from '@shishobako/device/profile-store';
import { letterSteps, statementOf } from '@shishobako/evidence/receipt-statements';
import type { AgencyId, Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import type { CitizenApi } from '../src/citizen/api/citizen-api.ts';
import { keptOf } from './fixture-plans.ts';
import { kohoText, seikyuText, teikibin } from './fixture-texts.ts';

const now = Date.now();
const at = (daysAgo: number, hours = 0): string => new Date(now - daysAgo * 86_400_000 - hours * 3_600_000).toISOString();
const uuid = (n: number): string => `0190b3a0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const hash = 'q3Lw0Yd8mA1uK7sT9cPzV5bXeHnJrG2fQoWiD4tE6yU';

export const city: AgencyName = { id: 'shionagi-city' as AgencyId, name: { ja: '汐凪市', en: 'Shionagi City' } };
export const pension: AgencyName = { id: 'aomine-pension' as AgencyId, name: { ja: '青嶺年金事務所', en: 'Aomine Pension Office' } };

const titles: [string, AgencyName, EnvelopeHeader['class'], number | null][] = [
  ['令和8年度 ねんきん定期便', pension, 'C3', null],
  ['固定資産税 第3期分の納付のお知らせ', city, 'C2', 3],
  ['広報しおなぎ 12月1日号（歳末たすけあい、ごみ収集の年末年始）', city, 'C1', null],
  ['国民健康保険 高額療養費の支給決定について', city, 'C3', 30],
  ['健康診査（特定健診）の受診券', city, 'C2', 10],
  ['年金の振込口座の確認について', pension, 'C3', null],
];

const long =
  '【重要】汐凪市汐見台地区における上下水道管の更新工事にともなう断水および濁り水の発生と、応急給水所の開設場所・時間、ならびに高齢の方やお体の不自由な方への戸別の給水のお申し込みについてのお知らせ（第2報・変更箇所あり）';

function letterOf(n: number, box: string): Letter {
  const [title, agency, cls, due] = titles[n % titles.length] ?? ['', city, 'C1', null];
  const arrived = at(n === 0 ? 0 : n * 1.7, n === 0 ? 1 : 3);
  const expires = due === null ? null : new Date(now + due * 86_400_000).toISOString();
  const header: EnvelopeHeader = {
    v: 'epob-envelope-v1',
    env: uuid(n + 1) as EnvelopeId,
    to: uuid(900) as Alias,
    from: agency.id,
    class: cls,
    purpose: agency === pension ? 'pension-record-notice' : 'resident-notice',
    basis: agency === pension ? '国民年金法 第14条の5' : '地方自治法 第1条の2',
    created: arrived,
    expires: n < 6 ? expires : null,
    require: { level: 'L3', openEvidence: cls === 'C3', accept: false },
    parts: [{ i: 0, bucket: 4096, sha256: hash }],
    sealedSha256: hash,
    kid: uuid(901) as KeyId,
    epoch: 1,
    contentCommit: hash,
  };
  const files: SealedHeader['parts'] = [{ i: 0, role: 'body', name: 'body.txt', mediaType: 'text/plain', size: 800, sha256: hash }];
  if (n % titles.length < 2)
    files.push({ i: 1, role: 'attachment', name: 'お知らせ.pdf', mediaType: 'application/pdf', size: 182_331, sha256: hash });
  const opened = box === 'read' || n > 3 ? at(n * 1.7 - 0.4) : null;
  return {
    env: header.env,
    agency,
    class: cls,
    arrived,
    opened,
    displayed: opened,
    expires: header.expires,
    header,
    signature: 'a..b',
    sealedHeader: '',
    titleWrap: { enc: '', ct: '' },
    sealed: {
      v: 'epob-sealed-v1',
      title: box === 'long' && n === 1 ? long : title,
      type: n % 6 === 0 ? 'nenkin-teikibin/v1' : 'municipal-notice/v1',
      lang: 'ja',
      salt: hash,
      parts: files,
    },
    verified: !(box === 'unverified' && n === 0),
  };
}

const part = (p: Omit<OpenedPart, 'size' | 'sha256'>): OpenedPart => ({ ...p, size: p.bytes.length, sha256: hash });
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

async function openedOf(letter: Letter): Promise<OpenedLetter> {
  const pdf = new Uint8Array(await (await fetch('/sample.pdf')).arrayBuffer());
  const isPension = letter.sealed?.type === 'nenkin-teikibin/v1';
  const parts: OpenedPart[] = isPension
    ? [part({ i: 0, role: 'record', name: 'teikibin.json', mediaType: 'application/json', bytes: bytesOf(JSON.stringify(teikibin)) })]
    : [
        part({
          i: 0,
          role: 'body',
          name: 'body.txt',
          mediaType: 'text/plain',
          bytes: bytesOf(letter.class === 'C1' ? kohoText : seikyuText),
        }),
      ];
  parts.push(
    part({ i: 1, role: 'attachment', name: isPension ? 'ねんきん定期便.pdf' : 'お知らせ.pdf', mediaType: 'application/pdf', bytes: pdf }),
  );
  parts.push(part({ i: 2, role: 'attachment', name: '読み上げ用.txt', mediaType: 'text/plain', bytes: bytesOf(seikyuText) }));
  const { header, signature, sealedHeader, agency, titleWrap } = letter;
  const sealed = letter.sealed;
  if (!sealed) throw new Error('fixture');
  return {
    opening: {
      header,
      signature,
      sealedHeader,
      wraps: { title: titleWrap, content: titleWrap },
      decision: 'a.b.c',
      explanation: {
        id: uuid(7) as never,
        result: 'allow',
        action: 'letter.open',
        policySet: 'v1',
        layers: [],
        needs: [],
        obligations: [],
      },
      agency,
      parts: [],
    },
    sealed,
    parts,
  };
}

const self = { kind: 'self', name: { ja: 'あなた', en: 'You' }, agency: null } as const;
const basis = [
  {
    id: 'S-3',
    text: {
      ja: '親展の手紙は、カードと暗証番号で確かめた本人だけが開ける',
      en: 'Personal letters open only for the person confirmed by card and PIN',
    },
  },
];
function historyOf(): AccessEvent[] {
  const purpose = { ja: '自分の箱を見る', en: 'Looking at one’s own box' };
  const event = (n: number, rest: Pick<AccessEvent, 'action' | 'actor' | 'agency' | 'env'> & Partial<AccessEvent>): AccessEvent => ({
    id: uuid(500 + n),
    time: at(Math.floor(n / 3), n * 0.2 + 0.1),
    class: 'C3',
    level: 'L3',
    count: null,
    purpose,
    basis,
    decision: uuid(600 + n),
    ...rest,
  });
  const system = { kind: 'system', name: { ja: 'ポータル', en: 'Portal' }, agency: null } as const;
  const office = { kind: 'agency', name: pension.name, agency: pension.id } as const;
  return [
    event(0, { action: 'letter.listed', actor: self, agency: null, env: null, count: 24, decision: null }),
    event(1, {
      action: 'notice.sent',
      actor: system,
      agency: null,
      env: null,
      level: null,
      purpose: { ja: '到着の通知', en: 'Telling of an arrival' },
      basis: [],
    }),
    event(2, {
      action: 'letter.arrived',
      actor: office,
      agency: pension,
      env: uuid(1) as EnvelopeId,
      purpose: { ja: '年金記録のお知らせ', en: 'Notice of the pension record' },
      basis: [{ id: 'P-1', text: { ja: '国民年金法 第14条の5', en: 'National Pension Act, art. 14-5' } }],
    }),
    event(4, { action: 'letter.displayed', actor: self, agency: city, env: uuid(5) as EnvelopeId }),
    event(5, { action: 'letter.opened', actor: self, agency: city, env: uuid(5) as EnvelopeId }),
    event(7, { action: 'settings.changed', actor: self, agency: null, env: null }),
    event(8, {
      action: 'letter.refused',
      actor: { kind: 'proxy', name: { ja: '試験 一郎（代理）', en: 'Shiken Ichiro (proxy)' }, agency: null },
      agency: city,
      env: uuid(4) as EnvelopeId,
    }),
    event(11, { action: 'link.made', actor: self, agency: city, env: null }),
    event(12, { action: 'box.opened', actor: self, agency: null, env: null }),
  ];
}

const problem = (code: string, status: number) =>
  err({
    kind: 'call.problem',
    problem: {
      type: `urn:shishobako:problem:${code}`,
      title: '',
      status,
      code,
      titles: { ja: '招待コードが正しくないか、期限が切れています。', en: 'The invitation code is wrong or has expired.' },
      advice: {
        ja: '機関から届いた書面の16文字を、もう一度確かめてください。',
        en: 'Please check the 16 characters in the agency’s letter once more.',
      },
      retry: false,
    },
  } as const);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `box`: which state the box is in, from the address of the sheet's page. */
export function makeFixtureApi(box: string): CitizenApi {
  const count = box === 'empty' || box === 'new' ? 0 : box === 'many' ? 10_000 : 24;
  const letters = Array.from({ length: Math.min(count, 400) }, (_, n) => letterOf(n, box));
  const trust: ReaderConfig['trust'] = {
    v: 'epob-trust-v1',
    operator: { ja: '架空の運営者', en: 'Fictional operator' },
    created: at(1),
    joined: true,
    readers: [location.origin],
    anchors: [],
    services: [],
    ocspUrl: location.origin,
  };
  const session = {
    portalToken: 't',
    portalExpires: now + 1_800_000,
    keyserverToken: 'k',
    keyserverExpires: now + 1_800_000,
    level: 'L3',
    subject: 'fixture',
    signedIn: now,
  } as const;
  const store = makeMemoryStore();
  let seeded = false;
  let looks = 0;
  return {
    config: { trust, bridge: box === 'no-bridge' ? `${location.origin}/nothing` : location.origin, square: location.origin },
    async findSession() {
      looks++;
      if (box === 'out') return undefined;
      return box === 'ended' && looks > 1 ? undefined : session;
    },
    beginSignIn: async () => err({ kind: 'call.offline' }),
    readInteraction: async () =>
      box === 'unknown'
        ? err({ kind: 'call.problem', problem: { ...problem('account.unknown', 404).error.problem } })
        : ok({
            request: {
              purpose: 'sign-in',
              audience: ['http://localhost:4603', 'http://localhost:4606'],
              nonceIdp: hash,
              nonceKeyserver: hash,
              jkt: hash,
              kem: hash,
            },
          }),
    submitStatement: async () => err({ kind: 'call.offline' }),
    finishSignIn: async () => err({ kind: 'sign-in.not-begun' }),
    signOut: async () => {},
    profileOf(subject) {
      const profile = makeProfileStore(store, subject);
      const kept = keptOf(box);
      if (kept === undefined) return profile;
      return {
        ...profile,
        async read() {
          if (seeded) return profile.read();
          seeded = true;
          return ok(kept);
        },
      };
    },
    own: {
      read: async () => (box === 'offline' ? err({ kind: 'call.offline' }) : ok({ kind: 'none', version: 0 })),
      write: async (base) => ok({ version: base + 1 }),
      delete: async () => ok({ version: 1 }),
    },
    async listLetters(filter) {
      if (box === 'offline') return err({ kind: 'call.offline' });
      if (box === 'slow') await wait(600_000);
      const all = letters.filter(
        (l) => (filter.state !== 'unread' || l.opened === null) && (!filter.agency || l.agency.id === filter.agency),
      );
      const start = Number(filter.cursor ?? 0);
      const end = start + (filter.limit ?? 50);
      return ok({
        items: all.slice(start, end),
        next: end < all.length ? String(end) : null,
        total: Math.max(count, all.length),
        unread: letters.filter((l) => l.opened === null).length,
      });
    },
    async openLetter(env, onStep) {
      const letter = letters.find((l) => l.env === env);
      if (!letter) return problem('letter.not-found', 404);
      if (box === 'opening') {
        onStep('fetching', 0.4);
        await wait(600_000);
      }
      if (box === 'broken') return err({ kind: 'letter.broken', cause: { kind: 'part.hash' } as never });
      return ok(await openedOf(letter));
    },
    acknowledge: async () => ok(undefined),
    readLetterEvents: async (env) => {
      const letter = letters.find((l) => l.env === env);
      const by = (ja: string, en: string) => ({ ja, en });
      return ok({
        events: [
          { event: 'submit.accepted', time: at(0, 1.02), by: by('配達の中継', 'Delivery') },
          { event: 'box.arrived', time: at(0, 1), by: by('ポータル', 'Portal') },
          ...(letter?.opened || box !== 'sealed'
            ? [
                { event: 'open.handover' as const, time: at(0, 0.2), by: by('鍵の番人', 'Key keeper') },
                { event: 'open.ack' as const, time: at(0, 0.19), by: by('ポータル', 'Portal') },
              ]
            : []),
        ],
      });
    },
    fetchReceipt: async () =>
      ok({
        v: 'epob-receipt-v1',
        for: 'recipient',
        created: at(0),
        header: letters[0]?.header,
        signature: 'a..b',
        items: [],
      } as unknown as Receipt),
    checkReceipt: async () => ({
      verdict: 'proven',
      env: uuid(1),
      from: 'aomine-pension',
      statements: letterSteps.map((step) => statementOf(step, 'proven', { event: step.events[0] ?? 'box.arrived', time: at(0, 1) })),
      problems: [],
    }),
    readHistory: async () => ok({ items: box === 'new' ? [] : historyOf(), next: null }),
    listLinks: async () =>
      ok({
        links: box === 'new' ? [] : [city, pension].map((agency, n) => ({ alias: uuid(900 + n) as Alias, agency, since: at(40 + n * 9) })),
      }),
    prepareLink: async (code) =>
      code.startsWith('0000') ? problem('invitation.invalid', 404) : ok({ alias: uuid(950) as Alias, agency: pension }),
    confirmLink: async (_code, { alias, agency }) => ok({ alias, agency, since: at(0) }),
    endLink: async () => ok(undefined),
    listDesks: async () => ok([]),
    listApplications: async () => ok({ items: [], next: null }),
    readCopies: async () => ({}),
    phoneAudience: [],
    listAuthenticators: async () =>
      ok({
        authenticators: [
          {
            ...{ kind: 'phone', state: 'valid', joined: '2026-11-20T02:10:00Z', notAfter: '2031-02-17T14:59:59Z' },
            ...{ lastUsed: '2026-11-26T00:12:00Z', current: false },
          },
          {
            ...{ kind: 'card', state: 'valid', joined: '2026-04-02T02:10:00Z', notAfter: '2031-02-17T14:59:59Z' },
            ...{ lastUsed: '2026-11-26T01:30:00Z', current: true },
          },
        ],
      }),
    joinPhone: async () => ok(undefined),
    endPhone: async () => ok({ ended: 1 }),
    readNotification: async () => ok({ email: 'hanako@example.jp', enabled: true }),
    changeNotification: async (settings) => ok(settings),
  };
}
