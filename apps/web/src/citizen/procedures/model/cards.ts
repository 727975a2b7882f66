// From a plan's open points to the cards of the dialogue: dates the deadlines hang on first, then what decides most; questions that
// belong together are one card; only what the person can know is asked (CON-03).
import type { Attribute, LifeEvent } from '@shishobako/concierge-engine/catalogue-schema';
import type { Plan } from '@shishobako/concierge-engine/plan-types';

export type CardKind = 'date' | 'yes-no' | 'choice' | 'choices' | 'number' | 'text' | 'people' | 'vehicles' | 'contracts';
export type Card = {
  readonly id: string;
  readonly kind: CardKind;
  readonly paths: readonly string[];
  readonly name: { readonly ja: string; readonly en: string };
  readonly options: readonly string[];
  /** Procedures that wait for it, and for what: whether they apply, or only their last day. */
  readonly decides: readonly string[];
  readonly because: 'rule' | 'due';
};

const contracts = 'person.contracts';
const people = 'household.members';
const vehicles = 'person.vehicles';

/** The card a path is asked on. */
export function cardIdOf(path: string): string {
  if (path.startsWith(`${contracts}.`)) return contracts;
  const list = path.split('[]')[0] ?? path;
  return list;
}

function kindOf(attribute: Attribute): CardKind | undefined {
  if (attribute.path === people) return 'people';
  if (attribute.path === vehicles) return 'vehicles';
  switch (attribute.type) {
    case 'boolean':
      return 'yes-no';
    case 'date':
      return 'date';
    case 'code':
      return 'choice';
    case 'string[]':
      return attribute.enum === undefined ? undefined : 'choices';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    default:
      return undefined;
  }
}

const names = { contracts: { ja: '契約しているもの', en: 'What you have a contract for' } };

/** A card for an id on its own, for changing an earlier answer. */
export function cardFor(
  id: string,
  model: ReadonlyMap<string, Attribute>,
  asked: Pick<Card, 'paths' | 'decides' | 'because'>,
): Card | undefined {
  if (id === contracts) return { id, kind: 'contracts', name: names.contracts, options: [], ...asked };
  const attribute = model.get(id);
  const kind = attribute === undefined ? undefined : kindOf(attribute);
  return attribute === undefined || kind === undefined
    ? undefined
    : { id, kind, name: attribute.name, options: attribute.enum ?? [], ...asked };
}

const rootOf = (path: string): string => path.split('.').slice(0, 2).join('.');

/** A day of an event that is not in this plan: some deadlines of a procedure count from another event's day. */
function ofAnotherEvent(path: string, plan: Plan, events: ReadonlyMap<string, LifeEvent>): boolean {
  const owners = [...events.values()].filter((event) => event.keyAttribute !== null && rootOf(event.keyAttribute) === rootOf(path));
  return owners.length > 0 && !owners.some((event) => plan.activeEvents.includes(event.id));
}

export function cardsOf(
  plan: Plan,
  { model, events }: { readonly model: ReadonlyMap<string, Attribute>; readonly events: ReadonlyMap<string, LifeEvent> },
  put: readonly string[],
): Card[] {
  const open = new Map<string, { paths: Set<string>; decides: Set<string>; because: Card['because'] }>();
  const ask = (path: string, decides: readonly string[], because: Card['because']): void => {
    const id = cardIdOf(path);
    const card = open.get(id) ?? { paths: new Set(), decides: new Set(), because };
    card.paths.add(path);
    for (const procedure of decides) card.decides.add(procedure);
    open.set(id, card);
  };
  const dates = new Map<string, string[]>();
  for (const item of plan.items) {
    const { anchor } = item.byWhen;
    if (!['applies', 'ask'].includes(item.status) || anchor === null || anchor.value !== null || ofAnotherEvent(anchor.path, plan, events))
      continue;
    const asked = model.get(anchor.path)?.kind === 'derived' ? 'person.dateOfBirth' : anchor.path;
    if (asked !== 'asOf') dates.set(asked, [...(dates.get(asked) ?? []), item.id]);
  }
  const many = [...dates].sort((a, b) => b[1].length - a[1].length);
  const [first] = many;
  if (first !== undefined) ask(first[0], first[1], 'due');
  for (const question of plan.questions) if (!isPlace(question.path)) ask(question.path, question.decides, 'rule');
  for (const [path, ids] of many.slice(1)) {
    const applies = ids.filter((id) => plan.items.some((item) => item.id === id && item.status === 'applies'));
    if (applies.length > 0) ask(path, applies, 'due');
  }
  return [...open].flatMap(([id, { paths, decides, because }]) => {
    const card = put.includes(id) ? undefined : cardFor(id, model, { paths: [...paths], decides: [...decides], because });
    return card === undefined ? [] : [card];
  });
}

/** Six-digit codes of municipalities: nobody knows them by heart; which of the two moves it is says what the rules need. */
const isPlace = (path: string): boolean => path.endsWith('unicipalityCode');

export function placesOf(events: readonly string[]): Record<string, string> {
  const from = 'events.moving.from.municipalityCode';
  const to = 'events.moving.to.municipalityCode';
  if (events.includes('moving-between-cities')) return { [from]: 'before', [to]: 'after' };
  return events.includes('moving-within-city') ? { [from]: 'same', [to]: 'same' } : {};
}
