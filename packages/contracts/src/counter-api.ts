// What the page of the municipal counter (counter.html, served by the counter itself) asks its counter (audience: clerk). Same origin, under
// /api, session and writing header as in the agency console. No serial number, no certificate and no secret ever comes to the page.
import { z } from 'zod';
import { CardEnd, CertificateState, HolderAttributes } from './ca-api.ts';
import { Pin, SigningPassword } from './card-bridge.ts';
import { Bilingual, Timestamp } from './primitives.ts';

export const CounterInfo = z.strictObject({
  id: z.string(),
  name: Bilingual,
  fictional: z.boolean(),
  joined: z.boolean(),
  square: z.url().nullable(),
  /** Hours a new card waits before it opens letters. */
  joinDelayHours: z.number(),
});
export type CounterInfo = z.infer<typeof CounterInfo>;

/** Everything an official can register for a person. */
export const Work = z.enum([
  'issue',
  'renew',
  'move',
  'name-change',
  'certify',
  'loss',
  'reissue',
  'death',
  'return',
  'unlock',
  'phone-end',
]);
export type Work = z.infer<typeof Work>;

/** What happens to one certificate, and to the keys of the person's letters. */
export const CertificateEffect = z.enum(['new', 'ends', 'stays', 'none']);
export const KeysEffect = z.enum(['stop', 'resume', 'stay']);
export const PossibleWork = z.strictObject({
  work: Work,
  signature: CertificateEffect,
  authentication: CertificateEffect,
  keys: KeysEffect,
});
export type PossibleWork = z.infer<typeof PossibleWork>;

/** Who must hear of a lost card beside the certification authority. */
export const LossListener = z.enum(['keyserver', 'idp']);
export type LossListener = z.infer<typeof LossListener>;

export const CertificateView = z.strictObject({
  state: CertificateState,
  notAfter: Timestamp.nullable(),
});
export const CounterPerson = z.strictObject({
  id: z.string(),
  /** Changes with each work; an order names the one the official saw. */
  version: z.int(),
  name: z.string(),
  kana: z.string(),
  dateOfBirth: z.string(),
  sex: HolderAttributes.shape.sex,
  address: z.string(),
  living: z.boolean(),
  card: z
    .strictObject({
      /** Which card of this person: 1, 2 … */
      number: z.int(),
      ended: CardEnd.nullable(),
      signature: CertificateView,
      authentication: CertificateView,
      /** Certificates on a phone beside the card; `none`: there never were any. */
      phone: CertificateView,
      triesLeft: z.strictObject({ auth: z.int(), sign: z.int() }).nullable(),
    })
    .nullable(),
  /** Who has not heard yet that the card was lost; told again until heard. */
  waiting: z.array(LossListener),
  possible: z.array(PossibleWork),
});
export type CounterPerson = z.infer<typeof CounterPerson>;

/** GET /api/people?q= */
export const CounterPeople = z.strictObject({ items: z.array(CounterPerson) });

const line = (max: number) => z.string().trim().min(1).max(max);

/** POST /api/people: a fictional person of the resident register. */
export const NewPerson = z.strictObject({
  name: line(60),
  kana: line(60),
  dateOfBirth: z.iso.date(),
  sex: HolderAttributes.shape.sex,
  address: line(120),
});
export type NewPerson = z.infer<typeof NewPerson>;

const seen = { version: z.int() };
/** POST /api/people/:id/works → CounterPerson. `person.changed` 409: somebody else was faster. `work.impossible` 409. */
export const WorkOrder = z.discriminatedUnion('work', [
  z.strictObject({ work: z.literal('issue'), ...seen, pin: Pin, password: SigningPassword.optional() }),
  z.strictObject({ work: z.literal('reissue'), ...seen, pin: Pin, password: SigningPassword.optional() }),
  z.strictObject({ work: z.literal('renew'), ...seen }),
  z.strictObject({ work: z.literal('certify'), ...seen }),
  z.strictObject({ work: z.literal('move'), ...seen, address: line(120) }),
  z.strictObject({ work: z.literal('name-change'), ...seen, name: line(60), kana: line(60) }),
  z.strictObject({ work: z.literal('loss'), ...seen }),
  z.strictObject({ work: z.literal('death'), ...seen }),
  z.strictObject({ work: z.literal('phone-end'), ...seen }),
  z.strictObject({ work: z.literal('return'), ...seen }),
  z.strictObject({ work: z.literal('unlock'), ...seen, which: z.enum(['auth', 'sign']), newPin: z.union([Pin, SigningPassword]) }),
]);
export type WorkOrder = z.infer<typeof WorkOrder>;

/** GET /api/people/:id/history, and GET /api/history for everybody: who, when, what. */
export const CounterEvent = z.strictObject({
  id: z.uuid(),
  time: Timestamp,
  by: z.string(),
  action: z.union([Work, z.enum(['admit', 'clerk.signed-in', 'clerk.signed-out', 'clerk.refused'])]),
  person: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});
export type CounterEvent = z.infer<typeof CounterEvent>;
export const CounterHistory = z.strictObject({ items: z.array(CounterEvent) });
