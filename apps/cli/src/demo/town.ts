// The town square's words: who one can be, which doors there are, three things to try.
import type { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { Town } from '@shishobako/contracts/square-api';
import type { PortName, Ports } from '../start/ports.ts';
import { urlOf } from '../start/ports.ts';
import { ageOn, type Citizen, displayName } from './region.ts';

export type Clerk = {
  readonly agency: AgencyProfile;
  readonly port: PortName;
  readonly id: string;
  readonly password: string;
  readonly name: { ja: string; en: string };
};

export const clerkOf = (agency: AgencyProfile, port: PortName): Clerk => ({
  agency,
  port,
  id: 'clerk',
  password: 'demo-clerk-2026',
  name: { ja: '窓口 係（架空）', en: 'Desk clerk (fictional)' },
});

const services = {
  ca: [
    '認証局（模擬J-LIS）',
    'Certification authority (simulated J-LIS)',
    '証明書を出し、失効を答えます。私書箱のことは何も知りません。',
    'Issues certificates and answers for them. Knows nothing about boxes.',
  ],
  idp: [
    '本人確認（IdP）',
    'Identity provider',
    'カードの署名で本人を確かめます。手紙も機関の符号も持ちません。',
    'Checks the card’s signature. Holds no letters and no agency codes.',
  ],
  platform: [
    '私書箱プラットフォーム',
    'Platform',
    '機関の符号と宛先をつなぎ、届けた証拠を残します。本文も題名も名前も持ちません。',
    'Routes and keeps evidence. Holds no text, title or name.',
  ],
  portal: ['私書箱ポータル', 'Portal', '暗号文を預かります。鍵は持ちません。', 'Keeps ciphertext. Holds no keys.'],
  keyserver: [
    '鍵サーバ',
    'Key server',
    '鍵を預かり、カードの署名でだけ渡します。暗号文は持ちません。',
    'Keeps keys, hands them over on the card’s signature alone. Holds no ciphertext.',
  ],
  concierge: [
    '手続コンシェルジュ',
    'Concierge',
    '手続の一覧と検索を出します。利用者のことは何も知りません。',
    'Gives out the catalogue of procedures and search. Knows nothing about anybody.',
  ],
} as const;

export const squareServices = (ports: Ports) =>
  Object.entries(services).map(([service, [ja, en, roleJa, roleEn]]) => {
    const url = urlOf(ports, service as PortName);
    return { service, name: { ja, en }, role: { ja: roleJa, en: roleEn }, url, documents: `${url}/docs` };
  });

export function describeTown(
  ports: Ports,
  citizens: readonly Citizen[],
  linked: (citizen: Citizen) => readonly AgencyProfile[],
  clerks: readonly Clerk[],
  today: string,
): Town {
  const web = urlOf(ports, 'web');
  const city = urlOf(ports, 'shionagi-city');
  const first = citizens[0];
  return Town.parse({
    name: { ja: '青嶺県（架空）', en: 'Aomine Prefecture (fictional)' },
    people: citizens.map((citizen) => ({
      id: citizen.id,
      name: displayName(citizen),
      kana: citizen.kana,
      story: citizen.story,
      card: {
        id: citizen.id,
        label: { ja: `${displayName(citizen)}（架空）`, en: `${displayName(citizen)} (fictional)` },
        pin: citizen.pin,
        signPassword: ageOn(citizen.dateOfBirth, today) >= 15 ? citizen.signPassword : null,
      },
      linked: linked(citizen).map(({ id, name }) => ({ id, name })),
    })),
    clerks: clerks.map(({ agency, port, id, password, name }) => ({
      agency: { id: agency.id, name: agency.name },
      console: urlOf(ports, port),
      id,
      password,
      name,
    })),
    doors: [
      {
        kind: 'citizen',
        url: web,
        name: { ja: '私書箱アプリ', en: 'Citizen app' },
        description: { ja: '手紙を受け取り、自分の端末だけで開きます。', en: 'Receive letters and open them on your own device alone.' },
      },
      ...clerks.map(({ agency, port }) => ({
        kind: 'console' as const,
        url: urlOf(ports, port),
        name: { ja: `${agency.name.ja}の管理画面`, en: `Console of ${agency.name.en}` },
        description: { ja: '手紙を封をして送り、到達と開封を確かめます。', en: 'Send sealed letters, see arrival and opening.' },
      })),
      {
        kind: 'console',
        url: urlOf(ports, 'counter'),
        name: { ja: '市役所の窓口', en: 'City counter' },
        description: {
          ja: 'カードの発行・更新・引っ越し・紛失・再交付を受け付けます（clerk / demo-clerk-2026）。',
          en: 'Issues and renews cards, takes moves, losses and reissues (clerk / demo-clerk-2026).',
        },
      },
      {
        kind: 'console',
        url: `${urlOf(ports, 'concierge')}/editor`,
        name: { ja: '手続きカタログの編集', en: 'Editor of the procedure catalogue' },
        description: {
          ja: '市町村の職員が、窓口・期限・金額を直し、見本の人で確かめて公開します（clerk / demo-clerk-2026）。',
          en: 'Municipal clerks change desks, deadlines and amounts, preview on sample people and publish (clerk / demo-clerk-2026).',
        },
      },
      {
        kind: 'console',
        url: urlOf(ports, 'shionagi-hospital'),
        name: { ja: '汐凪中央病院の受付（資格確認）', en: 'Reception of Shionagi Central Hospital' },
        description: {
          ja: 'カードを置くだけで、健康保険の資格を確かめます（医師のカード、暗証番号 2001）。',
          en: 'Check health insurance by putting the card down, without PIN (physician’s card, PIN 2001).',
        },
      },
      {
        kind: 'documents',
        url: `${urlOf(ports, 'portal')}/docs`,
        name: { ja: 'APIの説明書', en: 'API documents' },
        description: { ja: '各サービスのOpenAPIを読めます。', en: 'Browse the OpenAPI of each service.' },
      },
    ],
    tries: [
      {
        id: 'open',
        title: { ja: '手紙を開いてみる', en: 'Open a letter' },
        steps: [
          {
            text: {
              ja: '私書箱アプリを開き、「カードでサインイン」を選びます。',
              en: 'Open the citizen app and choose “Sign in with card”.',
            },
            url: web,
            copy: null,
          },
          {
            text: {
              ja: `カードは「${first ? displayName(first) : ''}」、暗証番号は ${first?.pin ?? ''} です。`,
              en: `Pick the card of ${first ? displayName(first) : ''}; the PIN is ${first?.pin ?? ''}.`,
            },
            url: null,
            copy: first?.pin ?? null,
          },
          {
            text: {
              ja: '「ねんきん定期便」を開き、下の「この手紙の証明」を見ます。',
              en: 'Open the pension statement and look at its proof below.',
            },
            url: null,
            copy: null,
          },
        ],
      },
      {
        id: 'send',
        title: { ja: '市役所から手紙を送ってみる', en: 'Send a letter from the city' },
        steps: [
          {
            text: { ja: '汐凪市の管理画面に、職員ID「clerk」でサインインします。', en: 'Sign in to the city’s console as “clerk”.' },
            url: city,
            copy: clerks[0]?.password ?? null,
          },
          {
            text: {
              ja: '宛先を選んで一通書き、送った手紙の到達と開封を見ます。',
              en: 'Choose a recipient, write a letter, watch it arrive and open.',
            },
            url: null,
            copy: null,
          },
          {
            text: { ja: 'または、端末から送ります。', en: 'Or send from the command line.' },
            url: null,
            copy: 'npx shishobako send --help',
          },
        ],
      },
      {
        id: 'verify',
        title: { ja: '届いたことを第三者として確かめる', en: 'Check a delivery as a third party' },
        steps: [
          {
            text: { ja: '手紙の「この手紙の証明」から受領証を保存します。', en: 'Save the receipt from a letter’s proof.' },
            url: null,
            copy: null,
          },
          {
            text: { ja: 'ネットワークなしで検証します。', en: 'Verify it offline.' },
            url: null,
            copy: 'npx shishobako verify receipt receipt.json',
          },
        ],
      },
    ],
  });
}
