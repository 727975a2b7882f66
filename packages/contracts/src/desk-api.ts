// The desk page of a medical institution (desk.html): same origin, under /api. Cookie session of a professional; `x-shishobako-console: 1` on
// every writing request.
import { z } from 'zod';
import { CardEntry } from './card-bridge.ts';
import { CoverageAnswer } from './coverage.ts';
import { Bilingual, Timestamp } from './primitives.ts';

/** GET /api/desk */
export const DeskInfo = z.strictObject({
  institution: Bilingual,
  fictional: z.boolean(),
  square: z.url().nullable(),
  terminal: z.string(),
  /** Today in Japan: the day of service unless another is chosen. */
  today: z.iso.date(),
  professionals: z.array(z.strictObject({ id: z.string(), label: Bilingual })),
});
export type DeskInfo = z.infer<typeof DeskInfo>;

/** POST /api/session {professional, pin} · GET · DELETE. */
export const DeskSignIn = z.strictObject({ professional: z.string().max(63), pin: z.string().regex(/^[\x21-\x7e]{4,16}$/) });
export const DeskSession = z.strictObject({ label: Bilingual, expires: Timestamp });
export type DeskSession = z.infer<typeof DeskSession>;

/** GET /api/cards: what lies on the terminal's reader; of virtual cards, all there are. */
export const DeskCards = z.strictObject({ cards: z.array(CardEntry) });

/** POST /api/checks */
export const DeskCheckOrder = z.strictObject({ slot: z.string().min(1).max(200), servicedDate: z.iso.date() });
export type DeskCheckOrder = z.infer<typeof DeskCheckOrder>;

/** `unconfirmed`: an insurer did not answer, and none of the others is in force. */
export const DeskVerdict = z.enum(['in-force', 'suspended', 'ended', 'not-begun', 'unknown', 'unconfirmed']);
export type DeskVerdict = z.infer<typeof DeskVerdict>;
export const DeskCheck = z.strictObject({
  verdict: DeskVerdict,
  servicedDate: z.iso.date(),
  coverage: CoverageAnswer.nullable(),
  /** Insurers that did not answer. */
  silent: z.array(Bilingual),
  milliseconds: z.int(),
});
export type DeskCheck = z.infer<typeof DeskCheck>;
