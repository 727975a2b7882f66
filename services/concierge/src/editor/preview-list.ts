// What the draft does to the plans of sample people, in the words a clerk reads.
import type { FieldDifference, PersonaPreview, PreviewAnswer } from '@shishobako/contracts/concierge-api';
import type { z } from 'zod';
import { h } from './dom.ts';
import { say, state } from './state.ts';
import { fieldName, t } from './texts.ts';

/** A value of a plan or a catalogue as text: words where there are words, a sum where there is a sum. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '－';
  if (typeof value === 'number') return value.toLocaleString();
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(shown).join('、') || '－';
  const record = value as Record<string, unknown>;
  if (typeof record['ja'] === 'string') return say({ ja: record['ja'], ...(typeof record['en'] === 'string' && { en: record['en'] }) });
  if ('text' in record)
    return [
      shown(record['text']),
      record['n'] === undefined ? '' : `(${String(record['type'])} ${String(record['n'])} ${String(record['unit'] ?? '')})`,
    ]
      .join(' ')
      .trim();
  if ('amount' in record) return record['amount'] === null ? shown(record['note']) : `${shown(record['amount'])}${t('yen')}`;
  if ('department' in record) return String(record['department'] ?? shown(record['name']));
  if ('procedure' in record) return String(record['procedure']);
  if ('name' in record) return shown(record['name']);
  return JSON.stringify(value);
}

export const fromTo = (fields: readonly z.infer<typeof FieldDifference>[]): HTMLElement =>
  h(
    'dl',
    { class: 'from-to' },
    ...fields.flatMap((f) => [h('dt', {}, fieldName(f.field)), h('dd', {}, h('del', {}, shown(f.from)), ' → ', h('ins', {}, shown(f.to)))]),
  );

export function previewList(answer: PreviewAnswer): HTMLElement {
  const head =
    state.lang === 'en'
      ? `${answer.changedPlans} of ${answer.personas.length} ${t('plansChanged')}`
      : `${answer.personas.length}人のうち${answer.changedPlans}${t('plansChanged')}`;
  return h('div', {}, h('p', {}, h('strong', {}, head)), h('ul', { class: 'list' }, ...answer.personas.map(persona)));
}

const persona = (p: PersonaPreview): HTMLLIElement =>
  h(
    'li',
    {},
    h('h3', {}, say(p.label)),
    p.problems.length > 0
      ? h('ul', {}, ...p.problems.map((x) => h('li', {}, `${x.id ?? ''} ${x.detail}`)))
      : p.differences.length === 0
        ? h('p', { class: 'meta' }, `${t('noPlanChange')}（${p.after} ${t('steps')}）`)
        : h('ul', {}, ...p.differences.map(difference)),
  );

function difference(d: PersonaPreview['differences'][number]): HTMLLIElement {
  const name = d.name ? say(d.name) : '';
  if (d.kind === 'changed')
    return h('li', {}, `${name}・${fieldName(d.field ?? '')}：`, h('del', {}, shown(d.from)), ' → ', h('ins', {}, shown(d.to)));
  if (d.kind === 'added' || d.kind === 'removed') return h('li', {}, h('span', { class: `tag tag-${d.kind}` }, t(d.kind)), ` ${name}`);
  const words = {
    'question-added': { ja: '質問が増える', en: 'A question more' },
    'question-answered': { ja: '質問が減る', en: 'A question less' },
    'order-changed': { ja: '順番が変わる', en: 'The order changes' },
  };
  return h('li', {}, `${say(words[d.kind])} ${name}`);
}
