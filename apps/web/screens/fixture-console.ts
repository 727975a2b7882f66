// An agency's answers for the screen sheet. Fictional people.
import type { ConsoleAgency, ConsoleBatch, ConsoleBatchRow, ConsoleLetter, ConsoleRecipient } from '@shishobako/contracts/console-api';

export type Answer = { status: number; contentType: string; body: string };
export const json = (body: unknown, status = 200): Answer => ({ status, contentType: 'application/json', body: JSON.stringify(body) });

const now = Date.now();
const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();
const uuid = (n: number): string => `0190b3a0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const people = [
  ['見本 太郎', 'みほん たろう'],
  ['田中 花子', 'たなか はなこ'],
  ['架空 さくら', 'かくう さくら'],
  ['例示 次郎', 'れいじ じろう'],
  ['試験 一郎', 'しけん いちろう'],
  ['模擬 みどり', 'もぎ みどり'],
  ['髙﨑 𠮷郎', 'たかさき よしろう'],
] as const;

const agency: ConsoleAgency = {
  agency: { id: 'shionagi-city' as ConsoleAgency['agency']['id'], name: { ja: '汐凪市', en: 'Shionagi City' } },
  fictional: true,
  joined: true,
  square: 'http://localhost:4600',
  documentTypes: [
    {
      id: 'municipal-notice/v1',
      name: { ja: '広報・お知らせ', en: 'Municipal notice' },
      class: 'C1',
      level: 'L2',
      purpose: 'resident-notice',
      purposeText: { ja: '住民へのお知らせ', en: 'Notice to residents' },
      basis: '地方自治法 第1条の2',
      openEvidence: false,
      record: true,
    },
    {
      id: 'tax-notice/v1',
      name: { ja: '納税のお知らせ', en: 'Tax notice' },
      class: 'C3',
      level: 'L3',
      purpose: 'tax-notice',
      purposeText: { ja: '市税の通知', en: 'Notice of city tax' },
      basis: '地方税法 第13条',
      openEvidence: true,
      record: false,
    },
  ],
};

const recipient = (n: number): ConsoleRecipient => {
  const [name, kana] = people[n % people.length] ?? ['', ''];
  const link = n % 7 === 3 ? 'none' : n % 7 === 5 ? 'invited' : 'reachable';
  return {
    code: `P-${String(n + 1).padStart(4, '0')}` as ConsoleRecipient['code'],
    name,
    kana,
    fictional: true,
    link,
    invitationExpires: link === 'invited' ? at(-20_000) : null,
    letters: link === 'reachable' ? (n * 3) % 11 : 0,
    lastSent: link === 'reachable' ? at(n * 900) : null,
  };
};

const titles = [
  '固定資産税 第3期分の納付のお知らせ',
  '広報しおなぎ 12月1日号',
  '特定健診の受診券',
  '水道管更新工事にともなう断水と応急給水所の開設、戸別の給水のお申し込みについて（第2報）',
];
const letter = (n: number): ConsoleLetter => {
  const state = (['displayed', 'opened', 'arrived', 'arrived', 'submitted', 'failed', 'displayed'] as const)[n % 7] ?? 'arrived';
  const told = n % 4 === 0;
  return {
    env: uuid(n + 1) as ConsoleLetter['env'],
    code: recipient(n).code,
    name: recipient(n).name,
    type: told ? 'tax-notice/v1' : 'municipal-notice/v1',
    title: titles[n % titles.length] ?? '',
    class: told ? 'C3' : 'C1',
    purpose: 'resident-notice',
    state: told ? state : state === 'displayed' || state === 'opened' ? 'arrived' : state,
    submitted: at(n * 300 + 5),
    arrived: state === 'submitted' || state === 'failed' ? null : at(n * 300 + 4),
    opened: told && (state === 'opened' || state === 'displayed') ? at(n * 300 + 2) : null,
    displayed: told && state === 'displayed' ? at(n * 300 + 1) : null,
    openEvidence: told,
    failure:
      state === 'failed'
        ? { code: 'alias.unknown', text: { ja: '宛先の人が、つながりを終えました。', en: 'The recipient has ended the link.' } }
        : null,
    by: n % 3 ? 'tanaka' : 'cli',
    batch: n % 5 === 2 ? uuid(800) : null,
  };
};

const counts = { ready: 412, 'not-found': 7, 'not-reachable': 3, invalid: 1, sent: 0, failed: 0 };
const batch = (state: ConsoleBatch['state']): ConsoleBatch => ({
  id: uuid(800),
  name: '広報12月1日号.csv',
  state,
  created: at(90),
  started: state === 'ready' ? null : at(60),
  finished: null,
  by: 'tanaka',
  rows: 423,
  counts: state === 'sending' ? { ...counts, ready: 171, sent: 239, failed: 2 } : counts,
  problem: null,
});
const row = (n: number): ConsoleBatchRow => {
  const state = (['ready', 'ready', 'not-found', 'ready', 'invalid', 'not-reachable'] as const)[n % 6] ?? 'ready';
  const reasons = {
    'not-found': 'この符号の人は台帳にいません。',
    'not-reachable': '箱がつながっていません。',
    invalid: '件名がありません。',
  } as const;
  const reason = state === 'ready' ? undefined : reasons[state];
  return {
    line: n + 2,
    state,
    code: `P-${String(n + 1).padStart(4, '0')}`,
    name: state === 'not-found' ? null : recipient(n).name,
    type: 'municipal-notice/v1',
    title: state === 'invalid' ? '' : '広報しおなぎ 12月1日号',
    env: null,
    problem: reason ? { code: `row.${state}`, text: { ja: reason, en: `Row problem: ${state}.` }, detail: null } : null,
  };
};

const letterCounts = { submitted: 4, arrived: 318, opened: 21, displayed: 96, failed: 2 };

export function makeAgencyAnswers(box: string): (method: string, url: URL) => Promise<Answer | undefined> {
  return async (method, url) => {
    const path = url.pathname.replace('/api/', '');
    if (path === 'agency') return json(agency);
    if (path === 'session') {
      if (box === 'out')
        return {
          ...json(
            {
              type: 'urn:x',
              title: '',
              status: 401,
              code: 'session.required',
              titles: { ja: '', en: '' },
              advice: { ja: '', en: '' },
              retry: false,
            },
            401,
          ),
          contentType: 'application/problem+json',
        };
      return json({ clerk: { id: 'tanaka', name: { ja: '田中 職員', en: 'Clerk Tanaka' } }, expires: at(-480) });
    }
    if (box === 'down') return undefined;
    if (path === 'summary')
      return json({
        letters: { total: 441, counts: letterCounts, since: { sent: 128, opened: 41 } },
        recipients: { reachable: 9_812, invited: 164, none: 24 },
        batches: [batch('sending')],
        platform: 'up',
      });
    if (path === 'recipients') {
      const q = url.searchParams.get('q') ?? '';
      const items = Array.from({ length: 40 }, (_, n) => recipient(n)).filter(
        (person) => !q || person.name.includes(q) || person.code.includes(q),
      );
      return json({ items, next: q ? null : 'x', total: q ? items.length : 10_000, counts: { reachable: 9_812, invited: 164, none: 24 } });
    }
    if (/^recipients\/[^/]+$/.test(path)) return json(recipient(Number(path.slice(-4)) - 1));
    if (path.endsWith('/invitations')) return json({ code: 'P-0004', invitation: '7K2M-9QXA-4TRB-HW3C', expires: at(-43_200) });
    if (path === 'letters/check')
      return json({
        recipient: recipient(0),
        documentType: agency.documentTypes[1],
        files: [{ name: '納付書.pdf', mediaType: 'application/pdf', bytes: 182_331, role: 'attachment' }],
      });
    if (path === 'letters' && method === 'POST')
      return json({ ...letter(0), state: 'submitted', arrived: null, opened: null, displayed: null }, 202);
    if (path === 'letters')
      return json({
        items: box === 'empty' ? [] : Array.from({ length: 40 }, (_, n) => letter(n)),
        next: 'x',
        total: box === 'empty' ? 0 : 441,
        counts: letterCounts,
      });
    if (/^letters\/[^/]+$/.test(path)) {
      const events = [
        { event: 'submit.accepted', time: at(5), by: { ja: '電子私書箱プラットフォーム', en: 'Platform' } },
        { event: 'box.arrived', time: at(4), by: { ja: '電子私書箱ポータル', en: 'Portal' } },
        { event: 'open.handover', time: at(2), by: { ja: '鍵の番人', en: 'Key keeper' } },
      ];
      return json({
        letter: { ...letter(0), state: 'opened', displayed: null },
        events,
        files: [{ name: '納付書.pdf', mediaType: 'application/pdf', bytes: 182_331, role: 'attachment' }],
      });
    }
    if (path === 'batches')
      return json({
        items: [
          batch('sending'),
          { ...batch('ready'), id: uuid(801), name: '納税通知.ndjson' },
          { ...batch('done'), id: uuid(802), counts: { ...counts, ready: 0, sent: 412 } },
        ],
      });
    if (path.endsWith('/rows')) return json({ items: Array.from({ length: 30 }, (_, n) => row(n)), next: 'x', total: 423 });
    if (/^batches\/[^/]+$/.test(path)) return json(batch(box === 'sending' ? 'sending' : box === 'checking' ? 'checking' : 'ready'));
    if (path === 'activity') {
      const actions = ['letter.sent', 'batch.started', 'batch.checked', 'invitation.made', 'letter.receipt', 'clerk.signed-in'] as const;
      return json({
        items: actions.map((action, n) => ({
          id: uuid(400 + n),
          time: at(n * 40),
          by: n === 1 ? 'cli' : 'tanaka',
          action,
          env: action.startsWith('letter') ? uuid(1) : null,
          batch: action.startsWith('batch') ? uuid(800) : null,
          code: action === 'invitation.made' ? 'P-0004' : null,
          count: action === 'batch.started' ? 412 : null,
        })),
        next: null,
      });
    }
    return undefined;
  };
}
