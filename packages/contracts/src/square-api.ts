// The town square: the first page of the demo (square.html). Same origin, under /api; open to anyone on this machine, because it holds
// nothing but the fiction of the demo: cards, PINs and passwords of people who do not exist. It is not part of a real installation.
import { z } from 'zod';
import { AgencyName } from './citizen-api.ts';
import { ContentClass } from './levels.ts';
import { Bilingual, Timestamp } from './primitives.ts';

/** Someone the visitor can be. */
export const DemoPerson = z.strictObject({
  id: z.string(),
  name: z.string(),
  kana: z.string(),
  /** One sentence: who this is and what makes the box interesting. */
  story: Bilingual,
  /** As the card bridge shows the card. */
  card: z.strictObject({ id: z.string(), label: Bilingual, pin: z.string(), signPassword: z.string().nullable() }),
  /** Has a box and is linked to these agencies. */
  linked: z.array(AgencyName),
});
export type DemoPerson = z.infer<typeof DemoPerson>;

export const DemoClerk = z.strictObject({ agency: AgencyName, console: z.url(), id: z.string(), password: z.string(), name: Bilingual });
export type DemoClerk = z.infer<typeof DemoClerk>;

export const DoorKind = z.enum(['citizen', 'console', 'documents', 'bridge']);
export const Door = z.strictObject({ kind: DoorKind, url: z.url(), name: Bilingual, description: Bilingual });
export type Door = z.infer<typeof Door>;

/** Three things to try, in order. A step's `copy` is put on the clipboard by a button (a command, a code). */
export const Try = z.strictObject({
  id: z.string(),
  title: Bilingual,
  steps: z.array(z.strictObject({ text: Bilingual, url: z.url().nullable(), copy: z.string().nullable() })).min(1),
});
export type Try = z.infer<typeof Try>;

/** GET /api/town */
export const Town = z.strictObject({
  name: Bilingual,
  people: z.array(DemoPerson),
  clerks: z.array(DemoClerk),
  doors: z.array(Door),
  tries: z.array(Try),
});
export type Town = z.infer<typeof Town>;

export const ServiceStatus = z.strictObject({
  service: z.string(),
  name: Bilingual,
  /** What it holds and what it never holds, one sentence. */
  role: Bilingual,
  url: z.url(),
  /** Browsable API document, when it has one. */
  documents: z.url().nullable(),
  state: z.enum(['up', 'down']),
  checked: Timestamp,
  milliseconds: z.int().nullable(),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** GET /api/services (poll every 5 s). */
export const ServiceHealth = z.strictObject({ services: z.array(ServiceStatus) });
export type ServiceHealth = z.infer<typeof ServiceHealth>;

export const FeedKind = z.enum(['sealed', 'arrived', 'notified', 'opened', 'displayed', 'linked', 'failed']);
export type FeedKind = z.infer<typeof FeedKind>;

/** Something that has just happened. No title, no text, no person: the square sees what the services may see. */
export const FeedEvent = z.strictObject({
  /** Grows with time; also the SSE id. */
  id: z.string().min(1).max(64),
  time: Timestamp,
  kind: FeedKind,
  agency: AgencyName.nullable(),
  class: ContentClass.nullable(),
  /** First 8 characters of the envelope id, to follow one letter; null for links. */
  letter: z.string().nullable(),
  /** Which service wrote the evidence. */
  service: z.string(),
});
export type FeedEvent = z.infer<typeof FeedEvent>;

/** GET /api/feed?limit= (newest first, limit ≤ 200). GET /api/feed/stream: Server-Sent Events, event `feed`, data FeedEvent, `Last-Event-ID` resumes. */
export const Feed = z.strictObject({ items: z.array(FeedEvent) });
export type Feed = z.infer<typeof Feed>;

export const OutboxMail = z.strictObject({
  id: z.string(),
  time: Timestamp,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

/** GET /api/outbox?limit= (newest first): every e-mail the demo has sent, caught on this machine. */
export const Outbox = z.strictObject({ items: z.array(OutboxMail), total: z.int() });
export type Outbox = z.infer<typeof Outbox>;
