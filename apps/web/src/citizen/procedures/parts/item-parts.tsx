// The parts of one step's page: by when, what to bring, how, why, what to write.
import type { Bring, PlanItem, TraceLine } from '@shishobako/concierge-engine/plan-types';
import { Badge } from '../../../ui/badge.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { cardFor } from '../model/cards.ts';
import { factAt } from '../model/kept.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { answerText } from './ask-words.ts';
import { DueChip } from './due-chip.tsx';
import { useNames } from './item-row.tsx';
import { Said } from './said.tsx';

export function When({ item }: { item: PlanItem }) {
  const { t, format, say } = useWords();
  const { byWhen: when } = item;
  const day = when.dueMoved;
  const moved = day !== null && when.due !== null && day !== when.due;
  return (
    <div className="flex flex-col gap-2 text-std-16N-170">
      {day !== null && (
        <p className="flex flex-wrap items-center gap-3">
          <strong className="text-std-20B-150">{t('due.by', { date: format.date(day) })}</strong>
          {item.status !== 'done' && <DueChip when={when} />}
        </p>
      )}
      <p>{say(when.text)}</p>
      {moved && when.closed !== null && <p>{t('due.moved', { date: format.date(when.due ?? ''), closed: say(when.closed) })}</p>}
      {!moved && day !== null && when.closed !== null && <p>{t('due.closedWarn', { date: format.date(day), closed: say(when.closed) })}</p>}
      {when.opens !== null && <p>{t('due.opens', { date: format.date(when.opens) })}</p>}
      {when.hard && day !== null && (
        <p className="flex items-start gap-2 font-bold">
          <Icon name="warning" className="mt-0.5 size-5 text-orange-900" />
          {t('due.hard')}
        </p>
      )}
      {when.penalty !== null && <p>{t('due.penalty', { text: say(when.penalty) })}</p>}
    </div>
  );
}

const marks = { held: 'mailOpen', 'earlier-step': 'procedure', obtainable: 'building', other: 'person' } as const satisfies Record<
  string,
  IconName
>;

function Need({ need }: { need: Bring }) {
  const { t, say } = useWords();
  const names = useNames();
  return (
    <li className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={need.need === 'required' ? 'blue' : 'neutral'}>{t(`item.${need.need}`)}</Badge>
        {need.options.length > 1 && <span className="text-[0.9375rem]">{t('item.oneOf')}</span>}
      </div>
      <ul className="flex flex-col gap-2">
        {need.options.map((option) => (
          <li key={option.evidence} className="flex flex-col">
            <span className="text-std-16B-170">{say(option.name)}</span>
            <span className="flex items-start gap-2 text-[0.9375rem] leading-160 text-ink-soft">
              <Icon name={marks[option.from]} className="mt-0.5 size-5" />
              {t(`item.from.${option.from}`, { names: names(option.steps) })}
            </span>
          </li>
        ))}
      </ul>
      {need.condition !== null && (
        <p className="text-[0.9375rem] leading-160 text-ink-soft">
          <Said text={need.condition} />
        </p>
      )}
      {need.omittable && <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('item.omit')}</p>}
    </li>
  );
}

export function BringList({ item }: { item: PlanItem }) {
  const { t } = useWords();
  if (item.bring.length === 0) return <p className="text-std-16N-170">{t('item.nothing')}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {item.bring.map((need) => (
        <Need key={need.options.map((option) => option.evidence).join(' ')} need={need} />
      ))}
    </ul>
  );
}

export function HowList({ item }: { item: PlanItem }) {
  const { t, say, lang } = useWords();
  const { how } = item;
  const online =
    (['nationwide', 'varies-by-municipality', 'employer-e-filing', 'private-online', 'none'] as const).find((one) => one === how.online) ??
    'none';
  const signature = (['auth-cert', 'signing-cert'] as const).find((one) => one === how.signature);
  const result = (['mynaportal', 'e-gov', 'private'] as const).find((one) => one === how.result);
  return (
    <div className="flex flex-col gap-2 text-std-16N-170">
      <p className="font-bold">{how.channels.map((channel) => say(channel.name)).join(lang === 'ja' ? '、' : ', ')}</p>
      {(online !== 'none' || how.onlineNote === null) && <p>{t(`item.online.${online}`)}</p>}
      {how.onlineNote !== null && (
        <p>
          <Said text={how.onlineNote} />
        </p>
      )}
      {signature && online !== 'none' && <p>{t(`item.signature.${signature}`)}</p>}
      <p>{t(how.proxy ? 'item.proxy' : 'item.noProxy')}</p>
      {result && <p>{t(`item.result.${result}`)}</p>}
    </div>
  );
}

function Trace({ lines }: { lines: readonly TraceLine[] }) {
  const { t, say } = useWords();
  const yes = lines.filter((line) => line.result === true);
  const open = lines.filter((line) => line.result === null);
  const group = (name: string, found: readonly TraceLine[], icon: IconName, ink: string) =>
    found.length > 0 && (
      <div className="flex flex-col gap-1">
        <h3 className="text-std-16B-170">{name}</h3>
        <ul className="flex flex-col gap-1">
          {found.map((line) => (
            <li key={line.text.ja} className="flex items-start gap-2 text-std-16N-170">
              <Icon name={icon} className={`mt-1 size-5 ${ink}`} />
              {say(line.text)}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      {group(t('item.confirmed'), yes, 'check', 'text-green-800')}
      {group(t('item.open'), open, 'info', 'text-ink-soft')}
    </>
  );
}

export function WhyList({ item }: { item: PlanItem }) {
  const { t, say } = useWords();
  const laws = [...new Map([...item.why.laws, ...item.byWhen.laws].map((law) => [`${law.law} ${law.article}`, law])).values()];
  return (
    <div className="flex flex-col gap-4">
      <p className="text-std-16N-170">{say(item.why.summary)}</p>
      <Trace lines={item.why.trace.filter((line) => !line.attributes.some(({ path }) => path.endsWith('unicipalityCode')))} />
      <Disclosure title={t('item.law')}>
        <ul className="flex flex-col gap-1 text-std-16N-170">
          {laws.map((law) => (
            <li key={`${law.law} ${law.article}`}>
              <Said text={law.name} /> <span lang="ja">{law.article}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}

const sources = ['user', 'jpki', 'mynaportal', 'mailbox', 'derived', 'derived-from-address', 'gbizinfo', 'catalogue', 'system'] as const;

export function FieldList({ item }: { item: PlanItem }) {
  const words = useWords();
  const { t, say } = words;
  const { kept, concierge } = useCase();
  if (item.fields.length === 0) return null;
  const sourceOf = (source: string | null): string => {
    const known = sources.find((one) => one === source) ?? 'user';
    // Nothing was read from a card or a portal here: it came with the sample, or from the person.
    const own =
      known === 'derived' || known === 'derived-from-address' || known === 'catalogue' || known === 'system'
        ? known
        : known === 'mynaportal' || known === 'mailbox'
          ? known
          : 'user';
    return t(`item.source.${kept.sample !== null && own !== 'derived' && own !== 'system' ? 'sample' : own}`);
  };
  return (
    <Facts
      items={item.fields.map((field) => {
        const card =
          field.path === null ? undefined : cardFor(field.path, concierge.model, { paths: [field.path], decides: [], because: 'rule' });
        const shown = card ? answerText(words, card, field.value) : typeof field.value === 'string' ? field.value : '―';
        return {
          name: say(field.label),
          value:
            field.status === 'filled' ? (
              <>
                {shown} <span className="text-[0.9375rem] text-ink-soft">（{sourceOf(field.source)}）</span>
              </>
            ) : (
              <span className="text-ink-soft">
                {t(
                  field.status === 'not-held'
                    ? 'item.fieldSecret'
                    : field.status === 'choose-member'
                      ? 'item.fieldMember'
                      : 'item.fieldAsk',
                )}
              </span>
            ),
        };
      })}
    />
  );
}

/** Which of the family a step is for, where its form asks. */
export function MemberChoice({ item }: { item: PlanItem }) {
  const words = useWords();
  const { t } = words;
  const { kept, change } = useCase();
  const members = factAt(kept.facts, 'household.members');
  const chosen = kept.choices.members[item.id];
  const asks = item.fields.some((field) => field.status === 'choose-member') || chosen !== undefined;
  if (!asks || !Array.isArray(members) || members.length === 0) return null;
  const nameOf = (member: unknown, at: number): string =>
    typeof member === 'object' && member !== null && 'name' in member && typeof member.name === 'string' && member.name !== ''
      ? member.name
      : t('ask.person', { n: at + 1 });
  return (
    <Select
      label={t('item.member')}
      value={chosen === undefined ? '' : String(chosen)}
      options={[
        { value: '', label: t('item.memberNone') },
        ...members.map((member: unknown, at) => ({ value: String(at), label: nameOf(member, at) })),
      ]}
      onChange={(value) =>
        change((now) => {
          const { [item.id]: _, ...others } = now.choices.members;
          return { ...now, choices: { ...now.choices, members: value === '' ? others : { ...others, [item.id]: Number(value) } } };
        })
      }
    />
  );
}
