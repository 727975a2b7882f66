// The fictional region of the demo: 青嶺県 with 汐凪市 and 八重雲市. Nobody here exists; prefecture 99 does not exist; numbers starting with 000 cannot be dialled.
// 田中 花子 is the sample applicant of the birth example in the source documents (seed 000); the others come from the project's synthetic personas.

export type Citizen = {
  readonly id: string;
  /** Family and given name separated by U+3000, as in the certificate. */
  readonly name: string;
  readonly kana: string;
  /** Which characters of the name are substitutes for ones outside the repertoire, `1` each. */
  readonly substituteName?: string;
  readonly sex: '1' | '2' | '9';
  readonly dateOfBirth: string;
  readonly address: string;
  readonly city: 'shionagi' | 'yaegumo';
  readonly pin: string;
  readonly signPassword: string;
  readonly pension: 'employees' | 'national1' | 'national3' | null;
  readonly story: { readonly ja: string; readonly en: string };
};

export const cities = {
  shionagi: { code: '992011', prefecture: 'Aomine-ken', municipality: 'Shionagi-shi' },
  yaegumo: { code: '991007', prefecture: 'Aomine-ken', municipality: 'Yaegumo-shi' },
} as const;

type Row = readonly [
  id: string,
  name: string,
  kana: string,
  sex: Citizen['sex'],
  born: string,
  address: string,
  city: Citizen['city'],
  pension: Citizen['pension'],
  ja: string,
  en: string,
];

const rows: readonly Row[] = [
  [
    'tanaka-hanako',
    '田中　花子',
    'タナカ ハナコ',
    '2',
    '1975-12-25',
    '青嶺県汐凪市潮見町１丁目２番３号',
    'shionagi',
    'national1',
    '妊娠中の自営業者。出典資料の「出産の例」の申請者です。',
    'Self-employed and expecting; the applicant of the birth example in the source documents.',
  ],
  [
    'tanaka-ichiro',
    '田中　一郎',
    'タナカ イチロウ',
    '1',
    '1974-03-03',
    '青嶺県汐凪市潮見町１丁目２番３号',
    'shionagi',
    'employees',
    '花子さんの配偶者。会社員。',
    'Hanako’s husband, employed.',
  ],
  [
    'mihon-taro',
    '見本　太郎',
    'ミホン タロウ',
    '1',
    '1990-05-15',
    '青嶺県汐凪市港町４丁目５番６号',
    'shionagi',
    'employees',
    '家族4人で隣の町へ引っ越す予定の会社員。',
    'Employed; about to move to the next town with his family of four.',
  ],
  [
    'mihon-hana',
    '見本　はな',
    'ミホン ハナ',
    '2',
    '1991-11-20',
    '青嶺県汐凪市港町４丁目５番６号',
    'shionagi',
    'national3',
    '太郎さんの配偶者。扶養に入っています。',
    'Taro’s wife, a dependant in his insurance.',
  ],
  [
    'mihon-sora',
    '見本　そら',
    'ミホン ソラ',
    '2',
    '2017-06-01',
    '青嶺県汐凪市港町４丁目５番６号',
    'shionagi',
    null,
    '小学生。15歳未満なので署名用電子証明書はありません。',
    'A schoolchild: under 15, so her card has no signing certificate.',
  ],
  [
    'kaku-sakura',
    '架空　さくら',
    'カクウ サクラ',
    '2',
    '1997-04-02',
    '青嶺県汐凪市松原町７番８号',
    'shionagi',
    'employees',
    '結婚して名字が変わる予定です。',
    'About to marry and change her name.',
  ],
  [
    'mogi-midori',
    '模擬　みどり',
    'モギ ミドリ',
    '2',
    '1989-07-07',
    '青嶺県汐凪市栄町５番５号',
    'shionagi',
    'employees',
    '子ども2人と暮らしています。',
    'Lives with her two children.',
  ],
  [
    'shiko-ume',
    '試行　ウメ',
    'シコウ ウメ',
    '2',
    '1941-02-11',
    '青嶺県汐凪市松原町１番２号',
    'shionagi',
    null,
    '85歳。年金を受け取って一人で暮らしています。',
    'Aged 85, living alone on her pension.',
  ],
  [
    'sample-maria',
    'ＳＡＭＰＬＥ　ＭＡＲＩＡ',
    'サンプル マリア',
    '2',
    '1994-08-21',
    '青嶺県汐凪市港町２丁目１番１０１号',
    'shionagi',
    'employees',
    '海外から来た会社員。名前はローマ字です。',
    'Employed, came from abroad; her name is written in Latin letters.',
  ],
  [
    'reiji-jiro',
    '例示　次郎',
    'レイジ ジロウ',
    '1',
    '1988-08-08',
    '青嶺県八重雲市中区見本通２番地',
    'yaegumo',
    'employees',
    '会社を辞めたばかりで、次の仕事は未定です。',
    'Has just left his job and has no next one yet.',
  ],
  [
    'reiji-aya',
    '例示　あや',
    'レイジ アヤ',
    '2',
    '1990-01-15',
    '青嶺県八重雲市中区見本通２番地',
    'yaegumo',
    'employees',
    '次郎さんの配偶者。会社員。',
    'Jiro’s wife, employed.',
  ],
  [
    'shiken-ichiro',
    '試験　一郎',
    'シケン イチロウ',
    '1',
    '1968-10-10',
    '青嶺県八重雲市中区模範町３番地',
    'yaegumo',
    'employees',
    '父を亡くし、相続の手続をしています。',
    'Has lost his father and is settling the estate.',
  ],
  [
    'yamazaki-shoko',
    '山崎　試子',
    'ヤマザキ ショウコ',
    '2',
    '1982-03-30',
    '青嶺県八重雲市中区模範町９番地',
    'yaegumo',
    'national1',
    '戸籍の「﨑」が証明書では代替文字「崎」になっています。',
    'Her register writes 﨑; the certificate carries the substitute character 崎.',
  ],
];

/** PINs of the demo cards are 1001, 1002 …: fiction printed for everyone to see. */
export const citizens: readonly Citizen[] = rows.map(([id, name, kana, sex, dateOfBirth, address, city, pension, ja, en], i) => ({
  ...{ id, name, kana, sex, dateOfBirth, address, city, pension },
  ...(id === 'yamazaki-shoko' && { substituteName: '01000' }),
  pin: String(1001 + i),
  signPassword: `DEMO${1001 + i}`,
  story: { ja, en },
}));

export const displayName = (citizen: Citizen): string => citizen.name.replace('　', ' ');

/** Years of age on a day (YYYY-MM-DD). */
export function ageOn(dateOfBirth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}
