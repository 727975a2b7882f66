// A deadline as a form: only the fields its way of counting needs. What is not shown is kept as it is.
import { field, h, select } from './dom.ts';
import { state } from './state.ts';
import { t } from './texts.ts';

export type Deadline = Record<string, unknown>;
const types: Record<string, readonly [string, string]> = {
  within: ['○日（月）以内', 'Within'],
  limitation: ['○年で権利がなくなる', 'Right lapses after'],
  before: ['○日前まで', 'Before'],
  dayOfNextMonth: ['翌月の○日まで', 'Day of the next month'],
  annualWindow: ['毎年の期間', 'Yearly window'],
  fixedDate: ['決まった日まで', 'Fixed date'],
  asap: ['すみやかに', 'As soon as possible'],
  none: ['期限なし', 'None'],
  setByAuthority: ['役所が決める', 'Set by the authority'],
};
const units: readonly (readonly [string, string, string])[] = [
  ['day', '日', 'days'],
  ['week', '週', 'weeks'],
  ['month', 'か月', 'months'],
  ['year', '年', 'years'],
];
const at = (pair: readonly [string, string]): string => pair[state.lang === 'en' ? 1 : 0];
const textOf = (d: Deadline, lang: 'ja' | 'en'): string => {
  const text: unknown = d['text'];
  return typeof text === 'object' && text !== null ? String(Reflect.get(text, lang) ?? '') : '';
};

export function deadlineFields(start: Deadline, changed: (deadline: Deadline) => void): HTMLFieldSetElement {
  let now: Deadline = { ...start };
  const set = (name: string, value: unknown): void => {
    const { [name]: _old, ...rest } = now;
    now = value === undefined ? rest : { ...now, [name]: value };
    changed(now);
  };
  const number = (name: string, label: string): HTMLDivElement => {
    const input = h('input', {
      type: 'number',
      inputmode: 'numeric',
      min: '0',
      value: String(now[name] ?? ''),
      input: () => set(name, input.value === '' ? undefined : Number(input.value)),
    });
    return field(label, input);
  };
  const text = (name: string, label: string, type: string): HTMLDivElement => {
    const input = h('input', { type, value: String(now[name] ?? ''), input: () => set(name, input.value || undefined) });
    return field(label, input);
  };
  const words = (lang: 'ja' | 'en', label: string): HTMLDivElement => {
    const input = h('input', {
      type: 'text',
      value: textOf(now, lang),
      input: () => set('text', { ja: textOf(now, 'ja'), en: textOf(now, 'en'), [lang]: input.value }),
    });
    return field(label, input);
  };
  const parts = h('div', { class: 'row' });
  const show = (): void => {
    const type = String(now['type']);
    const unit = select(
      units.map(([value, ja, en]) => [value, at([ja, en])] as const),
      String(now['unit'] ?? 'day'),
      () => set('unit', unit.value),
    );
    parts.replaceChildren(
      ...(['within', 'limitation', 'before'].includes(type) ? [number('n', t('deadlineN')), field(t('deadlineUnit'), unit)] : []),
      ...(type === 'dayOfNextMonth' ? [number('day', t('deadlineDay'))] : []),
      ...(type === 'annualWindow' ? [text('from', t('deadlineFrom'), 'text'), text('to', t('deadlineTo'), 'text')] : []),
      ...(type === 'fixedDate' ? [text('date', t('deadlineDate'), 'date')] : []),
    );
  };
  const type = select(
    Object.entries(types).map(([value, pair]) => [value, at(pair)] as const),
    String(now['type']),
    () => {
      now = { ...now, type: type.value, ...(['within', 'limitation', 'before'].includes(type.value) && { unit: now['unit'] ?? 'day' }) };
      changed(now);
      show();
    },
  );
  show();
  return h(
    'fieldset',
    {},
    h('legend', {}, t('deadline')),
    field(t('deadlineType'), type, now['anchor'] === undefined ? undefined : `${t('deadlineAnchor')}：${String(now['anchor'])}`),
    parts,
    words('ja', t('deadlineTextJa')),
    words('en', t('deadlineTextEn')),
  );
}
