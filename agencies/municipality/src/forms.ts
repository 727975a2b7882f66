// What people can hand in to 汐凪市 (fictional) online. A signing certificate dies with the old address, so the form is signed before the move.
import type { ApplicationForm, FieldAttribute, FormField } from '@shishobako/contracts/application';
import type { Bilingual } from '@shishobako/contracts/primitives';

type Rest = Partial<Omit<FormField, 'id' | 'label'>>;
const field = (id: string, ja: string, en: string, rest: Rest = {}): FormField => ({
  ...{ id, label: { ja, en }, help: null, kind: 'text' as const, options: [], required: true, max: 200, attribute: null, prefill: null },
  ...rest,
});
const help = (ja: string, en: string): { help: Bilingual } => ({ help: { ja, en } });
const of = (attribute: FieldAttribute) => ({ attribute });

const applicant: readonly FormField[] = [
  field('name', '氏名', 'Name', {
    ...of('name'),
    max: 100,
    prefill: 'person.name.full',
    ...help('カードに書かれているとおりに', 'As written on the card'),
  }),
  field('dateOfBirth', '生年月日', 'Date of birth', { ...of('dateOfBirth'), kind: 'date', max: 10, prefill: 'person.dateOfBirth' }),
  field('address', '住所（住民票の住所）', 'Address (as registered)', { ...of('address'), max: 300, prefill: 'person.address.text' }),
];

export const forms: readonly ApplicationForm[] = [
  {
    id: 'moving-out/v1',
    name: { ja: '転出届（住所の変更）', en: 'Notice of moving out (change of address)' },
    description: {
      ja: '汐凪市から引っ越すときの届出です。引っ越しの14日前から、カードの署名で送れます。',
      en: 'Tell the city that you move away. Send it with your card’s signature from 14 days before you move.',
    },
    class: 'C3',
    basis: '住民基本台帳法 第24条',
    procedures: ['moving-out-notification'],
    fields: [
      ...applicant,
      field('newAddress', '新しい住所', 'New address', { max: 300 }),
      field('moveDate', '引っ越す日', 'Day of the move', { kind: 'date', max: 10 }),
      field('who', '引っ越す人', 'Who moves', {
        kind: 'choice',
        max: 10,
        options: [
          { value: 'all', label: { ja: '世帯の全員', en: 'The whole household' } },
          { value: 'self', label: { ja: '私だけ', en: 'Only me' } },
        ],
      }),
      field('phone', '日中つながる電話番号', 'Phone number in the daytime', { required: false, max: 20 }),
    ],
  },
  {
    id: 'child-allowance/v1',
    name: { ja: '児童手当の認定請求', en: 'Claim for the child allowance' },
    description: {
      ja: '子どもが生まれたとき、または汐凪市に引っ越してきたときの請求です。',
      en: 'Claim it when a child is born or when you have moved to the city.',
    },
    class: 'C3',
    basis: '児童手当法 第7条',
    procedures: ['child-allowance-application'],
    fields: [
      ...applicant,
      field('childName', '子どもの氏名', 'Name of the child', { max: 100 }),
      field('childBirth', '子どもの生年月日', 'Child’s date of birth', { kind: 'date', max: 10 }),
      field('account', '振込先（金融機関・支店・口座番号）', 'Account to pay to (bank, branch, number)', { max: 200 }),
      field('remarks', '伝えたいこと', 'Anything else', { kind: 'lines', required: false, max: 1_000 }),
    ],
  },
];
