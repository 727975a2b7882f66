// The town's answers for the screen sheet. Fictional people.
import type { FeedEvent, Town } from '@shishobako/contracts/square-api';
import { type Answer, json } from './fixture-console.ts';

const now = Date.now();
const at = (secondsAgo: number): string => new Date(now - secondsAgo * 1000).toISOString();
const city = { id: 'shionagi-city', name: { ja: '汐凪市', en: 'Shionagi City' } } as FeedEvent['agency'] & object;
const pension = { id: 'aomine-pension', name: { ja: '青嶺年金事務所', en: 'Aomine Pension Office' } } as FeedEvent['agency'] & object;

const persons: [string, string, string, string, string][] = [
  [
    '見本 太郎',
    'みほん たろう',
    '定年が近い会社員。ねんきん定期便が届いています。',
    'An employee close to retirement. A pension statement is waiting.',
    '1111',
  ],
  [
    '田中 花子',
    'たなか はなこ',
    '子どもが生まれたばかり。出生届の記入例の申請者です。',
    'Has just had a child; the applicant of the birth example.',
    '2222',
  ],
  ['架空 さくら', 'かくう さくら', '結婚して市内で引っ越します。', 'Marries and moves within the city.', '3333'],
  ['例示 次郎', 'れいじ じろう', '転職したばかりの会社員。', 'Has just changed jobs.', '4444'],
  ['試験 一郎', 'しけん いちろう', '親の介護をしています。', 'Cares for a parent.', '5555'],
  ['模擬 みどり', 'もぎ みどり', '小さな店を開きます。まだ箱がありません。', 'Opens a small shop. Has no box yet.', '6666'],
  ['髙﨑 𠮷郎', 'たかさき よしろう', '名前にめずらしい字があります。', 'Has rare characters in the name.', '7777'],
];

const town: Town = {
  name: { ja: '架空の町 汐凪', en: 'the fictional town of Shionagi' },
  people: persons.map(([name, kana, ja, en, pin], n) => ({
    id: `person-${n}`,
    name,
    kana,
    story: { ja, en },
    card: { id: `card-${n}`, label: { ja: `${name}のカード`, en: `Card of ${name}` }, pin, signPassword: n === 6 ? null : 'ABC123' },
    linked: n === 5 ? [] : [city, pension],
  })),
  clerks: [
    {
      agency: city,
      console: 'http://localhost:4611',
      id: 'tanaka',
      password: 'umi-to-machi',
      name: { ja: '田中 職員', en: 'Clerk Tanaka' },
    },
    {
      agency: pension,
      console: 'http://localhost:4612',
      id: 'sato',
      password: 'yama-to-kawa',
      name: { ja: '佐藤 職員', en: 'Clerk Sato' },
    },
  ],
  doors: [
    {
      kind: 'citizen',
      url: 'http://localhost:4601/',
      name: { ja: '市民の画面', en: 'Citizen app' },
      description: { ja: '手紙を受け取る側', en: 'Where letters are received' },
    },
    {
      kind: 'console',
      url: 'http://localhost:4611/',
      name: { ja: '汐凪市のコンソール', en: 'Console of Shionagi City' },
      description: { ja: '手紙を送る側', en: 'Where letters are sent' },
    },
    {
      kind: 'bridge',
      url: 'http://localhost:4608/',
      name: { ja: 'カードの窓', en: 'Card window' },
      description: { ja: 'カードを読むプログラム', en: 'The program that reads cards' },
    },
  ],
  tries: [
    {
      id: 'receive',
      title: { ja: '手紙を受け取る', en: 'Receive a letter' },
      steps: [
        {
          text: { ja: '市民の画面を開き、見本太郎のカードを選びます。', en: 'Open the citizen app and choose Mihon Taro’s card.' },
          url: 'http://localhost:4601/',
          copy: null,
        },
        { text: { ja: '暗証番号は1111です。', en: 'The PIN is 1111.' }, url: null, copy: null },
      ],
    },
    {
      id: 'send',
      title: { ja: '手紙を送る', en: 'Send a letter' },
      steps: [
        {
          text: { ja: '汐凪市のコンソールから、一通を送ります。', en: 'Send one from the console of Shionagi City.' },
          url: 'http://localhost:4611/',
          copy: null,
        },
      ],
    },
    {
      id: 'prove',
      title: { ja: '証明書を確かめる', en: 'Check a receipt' },
      steps: [
        {
          text: { ja: '保存した証明書を、命令行で確かめます。', en: 'Check a saved receipt on the command line.' },
          url: null,
          copy: 'npx shishobako verify receipt receipt.json',
        },
      ],
    },
  ],
};

const kinds = ['displayed', 'opened', 'notified', 'arrived', 'sealed', 'linked'] as const;
const feed = kinds.map((kind, n) => ({
  id: String(900 - n),
  time: at(n * 21),
  kind,
  agency: n % 2 ? pension : city,
  class: 'C3',
  letter: kind === 'linked' ? null : '0190b3a0',
  service: ['portal', 'keyserver', 'portal', 'portal', 'platform', 'platform'][n],
}));

const service = (name: string, ja: string, en: string, roleJa: string, roleEn: string, port: number, up = true) => ({
  service: name,
  name: { ja, en },
  role: { ja: roleJa, en: roleEn },
  url: `http://localhost:${port}`,
  documents: `http://localhost:${port}/documents`,
  state: up ? 'up' : 'down',
  checked: at(1),
  milliseconds: up ? 3 : null,
});

export function makeSquareAnswers(box: string): (method: string, url: URL) => Promise<Answer | undefined> {
  return async (_method, url) => {
    const path = url.pathname.replace('/api/', '');
    if (box === 'down') return undefined;
    if (path === 'town') return json(town);
    if (path === 'feed') return json({ items: box === 'fresh' ? [] : feed });
    if (path === 'feed/stream') return { status: 200, contentType: 'text/event-stream', body: ': open\n\n' };
    if (path === 'outbox')
      return json(
        box === 'fresh'
          ? { items: [], total: 0 }
          : {
              items: [
                {
                  id: '1',
                  time: at(40),
                  from: 'post@shishobako.example',
                  to: 'taro@shionagi.example',
                  subject: '私書箱に、何かが届きました',
                  text: '私書箱に、何かが届きました。\n開くには、私書箱にサインインしてください。',
                },
              ],
              total: 1,
            },
      );
    if (path === 'services')
      return json({
        services: [
          service(
            'portal',
            'ポータル',
            'Portal',
            '箱と封をされた手紙を預かり、鍵を持ちません。',
            'Keeps boxes and sealed letters, never keys.',
            4605,
          ),
          service('keyserver', '鍵の番人', 'Key keeper', '鍵を預かり、手紙を持ちません。', 'Keeps keys, never letters.', 4606),
          service(
            'platform',
            '配達の中継',
            'Delivery',
            '宛先の符号と記録を預かり、名前も中身も持ちません。',
            'Keeps codes and records, never names or text.',
            4604,
          ),
          service(
            'idp',
            '本人確認',
            'Identity',
            '口座とカードのひもづけを預かり、手紙を持ちません。',
            'Keeps accounts, never letters.',
            4603,
            box !== 'one-down',
          ),
        ],
      });
    return undefined;
  };
}
